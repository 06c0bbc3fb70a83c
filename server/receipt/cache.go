package receipt

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// receiptsKept is how many receipts are cached: about two megabytes.
const receiptsKept = 2048

// content is all that a receipt says, and by which key. Ed25519 gives the same
// content the same signature, so a cached receipt cannot grow old.
type content struct {
	key       string
	receipt   id.Receipt
	limosa    id.Limosa
	niss      id.NISS
	workplace id.Workplace
	on        checkin.Day
	channel   checkin.Channel
	recorded  int64 // seconds
	direction checkin.Direction
	at        int64 // seconds
	authority string
}

// cache keeps the receipts that were asked for last (LRU). Signing is the
// dearest part of answering, and a phone that has just registered soon asks
// what became of it. The zero value is empty and ready for use.
type cache struct {
	once sync.Once
	lru  *lru.Cache[content, string]
}

func (c *cache) get(of content) (signed string, found bool) {
	return c.ready().Get(of)
}

func (c *cache) keep(of content, signed string) {
	c.ready().Add(of, signed)
}

func (c *cache) ready() *lru.Cache[content, string] {
	c.once.Do(func() {
		c.lru, _ = lru.New[content, string](receiptsKept) // fails only for no size at all
	})
	return c.lru
}
