package receipt

import (
	"sync"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// receiptsKept is how many receipts are remembered, at most twice: about one
// megabyte.
const receiptsKept = 1024

// content is all that a receipt says, and by which key. Ed25519 gives the same
// content the same signature, so a receipt that is remembered cannot grow old.
type content struct {
	key       string
	receipt   id.Receipt
	limosa    id.Limosa
	niss      id.NISS
	workplace id.Workplace
	on        checkin.Day
	channel   checkin.Channel
	recorded  int64 // seconds
}

// remembered keeps the last receipts that were made. Signing is the dearest
// part of answering, and a phone that has just registered soon asks what became
// of it. The zero value remembers nothing yet.
type remembered struct {
	mu            sync.Mutex
	newer, before map[content]string
}

func (r *remembered) get(of content) (signed string, found bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if signed, found = r.newer[of]; !found {
		signed, found = r.before[of]
	}
	return signed, found
}

func (r *remembered) keep(of content, signed string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.newer == nil || len(r.newer) >= receiptsKept {
		r.newer, r.before = make(map[content]string, receiptsKept), r.newer
	}
	r.newer[of] = signed
}
