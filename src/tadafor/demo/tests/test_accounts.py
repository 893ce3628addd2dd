from tadafor.demo import accounts, last_words, reader


def test_every_member_of_the_cast_has_a_line():
    for language in ("ar", "fr"):
        listed = accounts(language)
        assert len(listed) == sum(person.is_cast for person in reader.read().people.values())
        assert all(account.name and account.can for account in listed)
    assert {account.contact for account in accounts()} >= {"salma@tadafor.example", "nadia@tadafor.example"}


def test_the_last_words_name_every_contact():
    words = last_words()
    assert all(account.contact in words for account in accounts())
    assert max(len(line) for line in words.splitlines()) < 160
