from label import label


def test_label():
    assert label("text", "claude-haiku-4-5")
