"""What is excused from a rule of the house, each with the reason. A test fails when an excuse is idle."""

PART_OF_A_VERB = "a part of the verb of another room, which leaves the row"

VERBS_WITHOUT_ROW: dict[str, str] = {
    "tadafor.suggestions.actions.recording.ask": "it raises what a rule refused and writes nothing",
    "tadafor.suggestions.actions.recording.held_for": "it holds a row and writes nothing",
    "tadafor.suggestions.actions.recording.held_for_author": "it holds a row and writes nothing",
    "tadafor.suggestions.actions.recording.step": PART_OF_A_VERB,
    "tadafor.suggestions.actions.letters.sealed": "it seals a contact and writes nothing",
    "tadafor.suggestions.actions.letters.contact_of": "it opens a contact and writes nothing",
    "tadafor.suggestions.actions.letters.write_letter": PART_OF_A_VERB,
    "tadafor.commitments.actions.recording.ask": "it raises what a rule refused and writes nothing",
    "tadafor.commitments.actions.recording.held_for": "it holds a row and writes nothing",
    "tadafor.commitments.actions.recording.held_plan": "it holds a row and writes nothing",
    "tadafor.commitments.actions.recording.refreshed": PART_OF_A_VERB,
    "tadafor.commitments.actions.recording.step": PART_OF_A_VERB,
    "tadafor.commitments.actions.plans.saved": PART_OF_A_VERB,
    "tadafor.programme.actions.recording.ask": "it raises what a rule refused and writes nothing",
    "tadafor.programme.actions.recording.where_of": "it says where an act falls and writes nothing",
    "tadafor.programme.actions.counting.recount": "it keeps what rows say; each left its own row",
    "tadafor.programme.actions.counting.catch_up": "it keeps what rows say; each left its own row",
    "tadafor.petitions.actions.recording.ask": "it raises what a rule refused and writes nothing",
    "tadafor.petitions.actions.recording.for_its_agent": "it holds a row and writes nothing",
    "tadafor.petitions.actions.recording.for_the_bureau": "it holds a row and writes nothing",
    "tadafor.petitions.actions.signing.about": "it names what a sealed contact belongs to",
    "tadafor.petitions.actions.signing.displace": PART_OF_A_VERB,
    "tadafor.surveys.actions.recording.ask_organiser": "it asks the rules and writes nothing",
    "tadafor.meetings.actions.recording.ask": "it raises what a rule refused and writes nothing",
    "tadafor.meetings.actions.registering.promote": PART_OF_A_VERB,
    "tadafor.meetings.actions.live.room_with_code": PART_OF_A_VERB,
    "tadafor.meetings.actions.room.show_cards": PART_OF_A_VERB,
    "tadafor.councils.actions.recording.step": PART_OF_A_VERB,
    "tadafor.councils.actions.drawn.leave_with_account": PART_OF_A_VERB,
    "tadafor.councils.actions.origins.kind_of": "it names a kind and writes nothing",
    "tadafor.councils.actions.origins.refuse_origin": "it asks the rules and writes nothing",
    "tadafor.documents.actions.cleaning.clean_file": "it writes nothing: a file in, a clean one out",
    "tadafor.documents.actions.converting.made_anew": "it writes nothing: a recording in, a clean one out",
    "tadafor.consultations.actions.workbook.lines": "it reads a spreadsheet and writes nothing",
    "tadafor.documents.actions.sweep": "it erases what no row ever named",
    "tadafor.traces.actions.open_trace": PART_OF_A_VERB,
    "tadafor.traces.actions.open_many": PART_OF_A_VERB,
    "tadafor.traces.actions.describe": PART_OF_A_VERB,
    "tadafor.traces.actions.set_visibility": PART_OF_A_VERB,
    "tadafor.traces.actions.succeed": PART_OF_A_VERB,
    "tadafor.traces.actions.follow_on": PART_OF_A_VERB,
    "tadafor.traces.actions.part": PART_OF_A_VERB,
    "tadafor.notifications.actions.telling.notify": (
        "told by another verb, in its transaction; that verb leaves the row"
    ),
    "tadafor.notifications.actions.telling.mark_read": "reading is nobody else's business",
    "tadafor.notifications.actions.telling.mark_all_read": "reading is nobody else's business",
    "tadafor.notifications.actions.sending.send_next": "the post; each delivery keeps its own state",
    "tadafor.notifications.actions.sending.forget": "old notices go by a clock that the rules state",
    "tadafor.traces.actions.lock": "it holds a row and writes nothing",
    "tadafor.traces.actions.locked": "it holds a row and writes nothing",
    "tadafor.consultations.actions.serials.free_serial": "it asks the rules and writes nothing",
    "tadafor.consultations.actions.serials.keep_serial": PART_OF_A_VERB,
    "tadafor.consultations.actions.serials.free_sheet": PART_OF_A_VERB,
    "tadafor.consultations.actions.drafting.link_causes": PART_OF_A_VERB,
    "tadafor.consultations.actions.drafting.draft_of": "it holds a row and writes nothing",
    "tadafor.audit.actions.gather": "it gathers the rows; one of its own would never let it end",
    "tadafor.audit.actions.sign_head": "the signed head is itself the public record",
    "tadafor.associations.actions.mandates.end_with_account": PART_OF_A_VERB,
    "tadafor.associations.actions.entries.check": "it asks the rules and writes nothing",
    "tadafor.associations.actions.entries.locked": "it holds a row and writes nothing",
    "tadafor.associations.actions.entries.written": "a part of the verbs of this room, which leave the row",
    "tadafor.associations.actions.entries.written_together": (
        "a part of the verbs of this room, which leave the row"
    ),
    "tadafor.associations.actions.entries.new": "it writes nothing yet",
    "tadafor.associations.actions.importing.planned": "it reads the register and writes nothing",
    "tadafor.people.actions.codes.try_code": (
        "an unproven contact is nobody yet; what a right code does is logged"
    ),
    "tadafor.people.actions.codes.use_code": "what the right code does is logged, in the same commit",
    "tadafor.people.actions.codes.withdraw_code": "a code that could not be sent; nothing became of it",
    "tadafor.people.actions.codes.forget_codes": (
        "codes go after a day; each left no row when it was asked for"
    ),
    "tadafor.people.actions.outbox.keep_for_demonstration": "what a demonstration shows instead of sending",
}

UNSCOPED_TABLES: dict[str, str] = {
    "people.Person": "an account is one person's, whatever the territories they take part in",
    "people.StatisticalFacts": "declared once by a person, for wherever they take part",
    "people.OneTimeCode": "asked for before anybody is in a territory",
    "people.CodeDay": "the codes of sign-in, where no territory is open; null is the house itself",
    "people.DemonstrationMessage": "the outbox of a demonstration",
    "territories.Place": "the map of the kingdom, the same for all",
    "territories.Territory": "it is the scope",
    "territories.Holiday": "national holidays, the same for all",
    "territories.Ramadan": "the months of Ramadan, the same for all",
    "suggestions.Promise": "national law, the same for all; a territory's own rows are asked for by name",
    "programme.Programme": "a programme reaches across territories; what it shows is public",
    "programme.Partner": "of a programme, not of a territory",
    "programme.Region": "of a programme, not of a territory",
    "programme.Commune": "of a programme: most communes of its list do not use the platform",
    "programme.Role": "a charge in a programme gives nothing in a territory",
    "programme.Committee": "of a programme, not of a territory",
    "programme.Sitting": "of a programme, not of a territory",
    "programme.Node": "of a programme, not of a territory",
    "programme.Indicator": "of a programme, not of a territory",
    "programme.Target": "of a programme, not of a territory",
    "programme.Activity": "of a programme, and often of no territory",
    "programme.Entry": "of a programme, and often of no territory",
    "programme.Count": "the public figures of all territories beside one another, which is what they are for",
    "programme.Grid": "of a programme: most communes of its list do not use the platform",
    "programme.GridLine": "of a programme: most communes of its list do not use the platform",
    "programme.Report": "of a programme, not of a territory",
    "programme.Claim": "figures that were published, of a programme",
    "programme.Counted": "when those figures were counted",
    "petitions.LegalRule": "national law, the same for all; a territory's own rows are asked for by name",
}

OTHERS_TABLES: dict[str, str] = {}

ACROSS_TERRITORIES: dict[str, str] = {
    "tadafor.bench.campaign": "it counts one petition in a database of its own",
    "tadafor.petitions.queries.offers": "what a person holds and what is held on them, wherever it is",
    "tadafor.budgets.queries.offers": "the ideas of a person and those they backed, wherever they are",
    "tadafor.commitments.queries.offers": "what a person said, wherever it is",
    "tadafor.commitments.tasks": "what is late in every territory",
    "tadafor.suggestions.queries.offers": "what a person wrote and backed, wherever it is",
    "tadafor.suggestions.tasks": "letters and clocks of every territory",
    "tadafor.petitions.tasks": "counts, clocks and erasures of every territory",
    "tadafor.people.queries.actors": "what a person holds, wherever it is",
    "tadafor.people.queries.own": "what a person holds and what is held on them, wherever it is",
    "tadafor.people.actions.lists": "one clock erases the lists of every territory",
    "tadafor.people.actions.accounts": "closing an account ends its links everywhere",
    "tadafor.councils.actions.drawn": "closing an account takes it out of every draw",
    "tadafor.associations.actions.mandates": "closing an account ends its mandates everywhere",
    "tadafor.associations.queries.mandates": "what a person holds and what is held on them, wherever it is",
    "tadafor.associations.queries.desk": "the associations of a person, wherever they are",
    "tadafor.associations.tasks": "confirmations end in every territory",
    "tadafor.audit.tasks": "one job gathers every log, one after the other",
    "tadafor.house.beginning": "an installation begins before it has a territory",
    "tadafor.traces.queries": "what is held on a person, wherever it is",
    "tadafor.translations.queries": "what is held on a person, wherever it is",
    "tadafor.documents.queries": "what is held on a person, wherever it is",
    "tadafor.documents.queries.sounds": "what is held on a person, wherever it is",
    "tadafor.moderation.queries.own": "what is held on a person, wherever it is",
    "tadafor.documents.tasks": "one storage for all territories, swept at once",
    "tadafor.house.auditing": "the command verifies every log",
    "tadafor.councils.tasks": "panels wait in every territory",
    "tadafor.councils.queries.own": "what a person holds and what is held on them, wherever it is",
    "tadafor.consultations.queries.own": "what a person holds and what is held on them, wherever it is",
    "tadafor.consultations.tasks": "windows open and close in every territory",
    "tadafor.surveys.queries.offers": "the statements of a person, wherever they are",
    "tadafor.surveys.tasks": "maps are drawn and sealed answers loaded in every territory",
    "tadafor.meetings.queries.offers": "what a person registered for and where they came, wherever it is",
    "tadafor.meetings.tasks": "reminders and erasures of every territory",
    "tadafor.budgets.tasks": "counts that were cut off are taken up again in every territory",
    "tadafor.programme.queries.figures": "a programme reads the public figures of all its communes",
    "tadafor.programme.queries.profile": "the commitments of one of the communes of a programme",
    "tadafor.programme.queries.reports": "a report counts the rows of all the communes of a programme",
    "tadafor.programme.actions.counting": "it looks for the territories where something was written",
    "tadafor.home.queries": "the front page and its search show what every territory made public",
    "tadafor.notifications.actions.telling": "a person's notices come from all their territories",
    "tadafor.notifications.actions.sending": "one post for all territories",
    "tadafor.notifications.queries": "a person's notices come from all their territories",
}

CLOCK_IN_DECISIONS: dict[str, str] = {
    "tadafor.people.forms": (
        "allauth makes its forms itself; a demonstration shows what an application would say"
    ),
}

TEMPLATES_NAMED_ELSEWHERE: dict[str, str] = {
    "405.html": "ui.errors asks for it by its number",
    "413.html": "ui.errors asks for it by its number",
    "429.html": "ui.errors asks for it by its number",
}

UNTRANSLATED_TEMPLATES: dict[str, str] = {
    "suggestions/desk/keys.html": "the letters that stand on the keys of every keyboard",
}

INLINE_STYLES: dict[str, str] = {
    "notifications/letter.html": "a letter, not a page: mail programs read no style sheet",
    "people/letter.html": "a letter too",
    "ui/letter.html": "the frame of both",
}
