"""What people and staff type in the participatory budget, made into clean values."""

from tadafor.budgets.forms.ideas import BoxForm, IdeaFilter, IdeaForm, MergeForm, PlainForm, StudyAnswerForm

__all__ = ["BoxForm", "IdeaFilter", "IdeaForm", "MergeForm", "PlainForm", "StudyAnswerForm"]
