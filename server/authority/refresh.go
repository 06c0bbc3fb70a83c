package authority

import (
	"cmp"
	"context"
	"errors"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/outbox"
)

// slowestRefresh is how seldom an authority is asked about the same presence.
const slowestRefresh = time.Hour

// errUnchecked is the reason to wait of what is registered.
var errUnchecked = errors.New("the authority has not checked the content yet")

// Refresh asks what became of Registered presences, whose content an authority
// checks after it gave a number. It receives the topic Refresh of the outbox;
// presences in other states are passed over. It asks less and less often, and
// after Bounds.Patience no more: the presence then stays Registered.
func (r *Relay) Refresh(ctx context.Context, items []outbox.Item) []error {
	registered := func(e Entry) bool { return e.State == checkin.Registered && !e.Receipt.IsZero() }
	return r.tell(ctx, items, registered, (*talk).refresh)
}

func (t *talk) refresh(ctx context.Context, some []Entry) {
	there, absent, asked := t.search(ctx, some)
	unchecked := append(absent, inState(there, checkin.Registered)...)
	given := 0
	for _, e := range unchecked {
		age := asked.Sub(e.Sent)
		if age > cmp.Or(t.Bounds.Patience, defaultPatience) {
			given++
			continue
		}
		t.later([]Entry{e}, asked.Add(min(max(age/2, FirstRefresh), slowestRefresh)), errUnchecked)
	}
	if given > 0 {
		t.Log.Warn("an authority never checked the content", "authority", t.office.Name(), "count", given)
	}
}
