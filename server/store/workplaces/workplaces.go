// Package workplaces keeps workplaces, their posters and contractors. What a
// poster stands for is asked for every presence, so it is cached for some
// seconds.
package workplaces

import (
	"time"

	"gorm.io/gorm"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Workplaces are the tables of this package.
type Workplaces struct {
	db.Handle
	changes audit.Changer
	now     func() time.Time
	byCode  *db.Cache[id.Poster, scanned]
	byID    *db.Cache[id.Workplace, checkin.Workplace]
}

// scanned is what a poster's code stands for.
type scanned struct {
	poster    checkin.Poster
	workplace checkin.Workplace
}

// New returns the tables.
func New(h db.Handle, changes audit.Changer, now func() time.Time) *Workplaces {
	return &Workplaces{
		Handle: h, changes: changes, now: now,
		byCode: db.NewCache[id.Poster, scanned](), byID: db.NewCache[id.Workplace, checkin.Workplace](),
	}
}

// change changes workplaces or posters, and forgets what is cached of them.
func (t *Workplaces) change(f func(tx *gorm.DB, log *audit.Chain) error) error {
	err := t.changes.Change(f)
	t.byCode.Forget()
	t.byID.Forget()
	return err
}

// Tables copy the tables of this package, those that others refer to first.
var Tables = []db.Copier{db.Copy[workplaceRow], db.Copy[contractorRow], db.Copy[posterRow]}
