package letter_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/letter"
	"ciaw/server/limit"
	"ciaw/server/mail"
)

// office is a mail server that keeps what it was given.
type office struct {
	mu      sync.Mutex
	letters []mail.Letter
	fails   bool
	came    chan struct{}
}

func (o *office) Send(_ context.Context, _ string, l mail.Letter) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fails {
		return errors.New("out of order")
	}
	o.letters = append(o.letters, l)
	if o.came != nil {
		o.came <- struct{}{}
	}
	return nil
}

// member is the n-th user of a company, who reads that address.
func member(company byte, confirmed bool, address string) checkin.Member {
	return checkin.Member{
		User:    checkin.User{Name: "Nora", Email: address},
		Company: checkin.Company{ID: id.KeyOf([16]byte{15: company}), Confirmed: confirmed, Employer: checkin.Employer{Name: "Voorbeeld"}},
	}
}

// service writes letters through an office, with the limits of a register that
// stands still.
func service(o *office) *letter.Service {
	tries := limit.New(map[string]limit.Rule{
		letter.ByCompany: {PerSecond: 1e-9, Burst: 60}, letter.ByRecipient: {PerSecond: 1e-9, Burst: 5}, letter.ByNetwork: {PerSecond: 1e-9, Burst: 60},
	}, time.Now)
	return letter.New(o, tries.Allow, slog.New(slog.DiscardHandler))
}

// TestTheOperatorsMailServerIsNobodysLoudspeaker sends three hundred letters in
// each of the ways that somebody might.
func TestTheOperatorsMailServerIsNobodysLoudspeaker(t *testing.T) {
	const tries = 300
	for what, c := range map[string]struct {
		to   func(n int) (checkin.Member, letter.Link)
		most int
	}{
		"of a company that nobody confirmed": {func(n int) (checkin.Member, letter.Link) {
			return member(1, false, fmt.Sprintf("n%d@voorbeeld.example", n)), letter.Link{}
		}, 0},
		"to one address, however it is written": {func(n int) (checkin.Member, letter.Link) {
			address := []string{"victim@voorbeeld.example", "Victim@Voorbeeld.example"}[n%2]
			return member(byte(n%200), true, address), letter.Link{Network: fmt.Sprint(n)}
		}, 5},
		"of one company": {func(n int) (checkin.Member, letter.Link) {
			return member(1, true, fmt.Sprintf("n%d@voorbeeld.example", n)), letter.Link{Network: fmt.Sprint(n)}
		}, 60},
		"from one network": {func(n int) (checkin.Member, letter.Link) {
			return member(byte(n%200), true, fmt.Sprintf("n%d@voorbeeld.example", n)), letter.Link{Network: "192.0.2.1"}
		}, 60},
		"without an address": {func(int) (checkin.Member, letter.Link) { return member(1, true, ""), letter.Link{} }, 0},
	} {
		o := &office{}
		s := service(o)
		sent := 0
		for n := range tries {
			to, link := c.to(n)
			if s.SendLink(t.Context(), to, link) {
				sent++
			}
		}
		if sent != c.most || len(o.letters) != c.most {
			t.Errorf("%s: %d went, %d came, want %d", what, sent, len(o.letters), c.most)
		}
	}
}

func TestALinkThatIsNotTakenIsHandedOver(t *testing.T) {
	if service(&office{fails: true}).SendLink(t.Context(), member(1, true, "nora@voorbeeld.example"), letter.Link{}) {
		t.Error("sent by a mail server that is out of order")
	}
	if letter.New(nil, nil, nil).SendLink(t.Context(), member(1, true, "nora@voorbeeld.example"), letter.Link{}) {
		t.Error("sent without a mail server")
	}
}

func TestAUserIsToldAtTheAddressFromBefore(t *testing.T) {
	o := &office{came: make(chan struct{}, 1)}
	before := checkin.Account{Member: member(1, true, "old@voorbeeld.example")}
	service(o).Tell(t.Context(), before, checkin.EmailChanged)
	<-o.came
	want := mail.Letter{To: "old@voorbeeld.example", About: "email"}
	if len(o.letters) != 1 || o.letters[0] != want {
		t.Errorf("%+v, want %+v", o.letters, want)
	}
	letter.New(nil, nil, nil).Tell(t.Context(), before, checkin.EmailChanged) // nobody to send it: nothing happens
}
