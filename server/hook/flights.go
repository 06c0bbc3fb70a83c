package hook

import (
	"errors"
	"math/rand/v2"
	"net/url"
	"sync"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/outbox"
)

// How many requests there are at the same time, in this process: a company with
// slow software, or software that many companies name, leaves room for others.
const (
	ofCompany = 2
	toHost    = 4
)

// How a hook that keeps failing rests: as a whole, but for one probe a minute.
const (
	restAfter = 5 // failures in a row
	restFor   = time.Minute
)

// flights counts the requests under way, by company and by host.
type flights struct {
	mu     sync.Mutex
	counts map[string]int
}

// begin takes a place for a request to a hook, if there is one, and returns what
// gives it back.
func (f *flights) begin(h checkin.Hook) (land func(), ok bool) {
	host := ""
	if u, err := url.Parse(h.URL); err == nil {
		host = u.Host
	}
	company, host := "company "+h.Company.String(), "host "+host
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts[company] >= ofCompany || f.counts[host] >= toHost {
		return nil, false
	}
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	f.counts[company]++
	f.counts[host]++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, name := range [...]string{company, host} {
			if f.counts[name]--; f.counts[name] == 0 {
				delete(f.counts, name)
			}
		}
	}, true
}

// later has the outbox come again in a moment: nothing is wrong.
func (s *Service) later(why string) error {
	return &outbox.Wait{Until: s.Now().Add(2*time.Second + rand.N(6*time.Second)), Why: errors.New(why)}
}

// resting has the outbox come again when a hook has rested, not all at once.
func resting(until time.Time) error {
	return &outbox.Wait{Until: until.Add(rand.N(restFor)), Why: errors.New("the hook rests: it keeps failing")}
}
