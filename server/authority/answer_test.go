package authority_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

func number(n int64) id.Receipt {
	r, err := id.ReceiptOf(n)
	if err != nil && n != 0 {
		panic(err)
	}
	return r
}

func TestTheFirstNumberStands(t *testing.T) {
	which := id.PresenceOf([16]byte{1})
	const (
		queued, registered, validated = checkin.Queued, checkin.Registered, checkin.Validated
		doubted, refused, cancelled   = checkin.Doubted, checkin.Refused, checkin.Cancelled
	)
	for _, c := range []struct {
		state  checkin.State
		number int64
		answer checkin.State
		gives  int64
		effect authority.Effect
		then   checkin.State
		has    int64
	}{
		{queued, 0, registered, 5, authority.Change, registered, 5},
		{queued, 0, validated, 5, authority.Change, validated, 5},
		{queued, 0, cancelled, 5, authority.Change, cancelled, 5},
		{queued, 0, refused, 0, authority.Change, refused, 0},
		{queued, 0, registered, 0, authority.Contradicts, queued, 0}, // says nothing
		{queued, 0, refused, 5, authority.Contradicts, queued, 0},
		{queued, 0, queued, 5, authority.Contradicts, queued, 0},
		{queued, 0, "", 0, authority.Contradicts, queued, 0},
		{registered, 5, registered, 5, authority.Nothing, registered, 5},
		{registered, 5, registered, 6, authority.Contradicts, registered, 5},
		{registered, 5, validated, 6, authority.Contradicts, registered, 5},
		{registered, 5, refused, 0, authority.Contradicts, registered, 5},
		{registered, 5, doubted, 5, authority.Change, doubted, 5},
		{validated, 5, registered, 5, authority.Nothing, validated, 5}, // out of order
		{validated, 5, doubted, 5, authority.Contradicts, validated, 5},
		{validated, 5, cancelled, 5, authority.Change, cancelled, 5},
		{refused, 0, refused, 0, authority.Nothing, refused, 0},
		{refused, 0, registered, 5, authority.Contradicts, refused, 0},
		{cancelled, 0, registered, 5, authority.Change, cancelled, 5},
		{cancelled, 0, refused, 0, authority.Nothing, cancelled, 0},
		{cancelled, 5, validated, 5, authority.Nothing, cancelled, 5},
		{cancelled, 5, validated, 6, authority.Contradicts, cancelled, 5},
	} {
		p := checkin.Presence{ID: which, State: c.state, Receipt: number(c.number), Remarks: []checkin.Remark{"a"}}
		if c.state == cancelled {
			p.Cancellation = &checkin.Cancellation{Reason: checkin.Planning}
		}
		a := authority.Answer{Presence: which, Number: number(c.gives), State: c.answer, Remarks: []checkin.Remark{"a", "b"}}
		got, effect := a.Apply(p, morning)
		if effect != c.effect || got.State != c.then || got.Receipt != number(c.has) || (got.Cancellation != nil) != (c.then == cancelled) {
			t.Errorf("%s %d, told %s %d: %v, %s %v", c.state, c.number, c.answer, c.gives, effect, got.State, got.Receipt)
		}
		if told := got.State != c.state; told != (len(got.Remarks) == 2) {
			t.Errorf("%s, told %s: remarks %v", c.state, c.answer, got.Remarks)
		}
		if again, effect := a.Apply(got, morning); effect == authority.Change || again.State != got.State {
			t.Errorf("%s, told %s twice: %v", c.state, c.answer, effect)
		}
		if other, effect := (authority.Answer{State: c.answer, Number: number(c.gives)}).Apply(p, morning); effect != authority.Contradicts || other.State != c.state {
			t.Errorf("an answer about another presence has an effect")
		}
	}
}

func TestACredentialShowsToItsClientOnly(t *testing.T) {
	m := authority.Mandate{Authority: "office", Credential: authority.NewCredential("hunter2")}
	hidden := struct{ m authority.Mandate }{m}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "mandate", m, "credential", m.Credential)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "mandate", m, "credential", m.Credential, "hidden", hidden)
	text, err := json.Marshal(m)
	all := log.String() + string(text) + fmt.Sprintf("%v %+v %#v %s %v %+v %#v %q", m, m, m, m.Credential, hidden, hidden, hidden, m.Credential)
	if err != nil || strings.Contains(all, "hunter2") || !strings.Contains(all, "[credential]") {
		t.Errorf("%s, %v", all, err)
	}
	if m.Credential.Reveal() != "hunter2" || (authority.Credential{}).Reveal() != "" {
		t.Error("a credential is not revealed")
	}
}
