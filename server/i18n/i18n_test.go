package i18n_test

import (
	"slices"
	"testing"

	"ciaw/server/i18n"
)

func TestEverybodyIsToldInALanguageTheyRead(t *testing.T) {
	c, err := i18n.Read("mail.invitation.text")
	if err != nil {
		t.Fatal(err)
	}
	for known, want := range map[string][]string{"ro": {"ro"}, "": {"nl", "fr", "en"}, "xx": {"nl", "fr", "en"}} {
		if got := c.Languages(known); !slices.Equal(got, want) {
			t.Errorf("%q: %q", known, got)
		}
	}
}

func TestAValueIsNeverTakenForAPlaceholder(t *testing.T) {
	c, err := i18n.Read("users.link.title")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Say("en", "users.link.title", "name", "{{.link}}", "link", "secret"); got != "Link for {{.link}}" {
		t.Errorf("%q", got)
	}
}

func TestAKeyThatIsNotThereIsFoundAtTheStart(t *testing.T) {
	if _, err := i18n.Read("mail.no such key"); err == nil {
		t.Error("read")
	}
}
