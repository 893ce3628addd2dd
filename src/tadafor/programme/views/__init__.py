"""The pages of programmes: ``reading`` for everybody, ``team`` and its neighbours for who is charged."""
