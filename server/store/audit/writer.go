package audit

import (
	"gorm.io/gorm"

	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// Writer writes to a database, one transaction after the other, with a chain of
// its own.
type Writer struct {
	db.Handle
	Chain *Chain
}

// NewWriter returns a writer.
func NewWriter(h db.Handle, keys *seal.Keys) Writer { return Writer{h, NewChain(keys)} }

// Change runs f in a transaction, again if that failed for another's sake. f
// must be able to find what an earlier try of itself has committed: the answer
// to a commit may be lost.
func (w Writer) Change(f func(tx *gorm.DB, log *Chain) error) error {
	ctx, cancel := w.WriteContext()
	defer cancel()
	return w.Retry(ctx, func() error {
		err := w.Write.WithContext(ctx).Transaction(func(tx *gorm.DB) error { return f(tx, w.Chain) })
		if err != nil {
			w.Chain.Forget()
		}
		return err
	})
}

// Changer has a writer change something, when it is its turn.
type Changer interface {
	// Change runs f in a transaction of its own, with the log of who did what.
	Change(f func(tx *gorm.DB, log *Chain) error) error
}
