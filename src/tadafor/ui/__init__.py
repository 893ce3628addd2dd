"""The look of the house: base pages, components, styles, fonts, languages."""
