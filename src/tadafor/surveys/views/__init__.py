"""The pages of forms and conversations that everybody reads and answers."""
