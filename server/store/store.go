// Package store keeps the register in a database, SQLite or PostgreSQL. It
// applies no business rules: it satisfies the small interfaces that the features
// declare, and writes what it is given.
//
// What a method stored is durable when the method returns: it survives a crash
// and a power cut. Where things are:
//
//	presences/   a presence is written in Writer.Store, and its receipt number
//	             given in receipt_numbers.go; searches
//	commit/      the group commit: presences that arrive together are committed
//	             together, each answered only after that
//	audit/       who did what, in hash chains, in the same transaction
//	outboxes/    what must be told to others, in the same transaction
//	accounts/    companies, users, sessions, passkeys, one-time tokens
//	mandates/    whom other authorities may be asked for
//	workplaces/  workplaces, posters, contractors
//	rollcalls/   muster points, roll-calls and ticks
//	notices/     push subscriptions and pushes, web hooks and deliveries
//	sqlite/, postgres/  the two databases
//	db/          the ground: a handle, hot statements, columns declared once
//
// Here they are put together (Open), migrated, copied and examined. Who persons
// are is encrypted. Rows, column names and gorm's errors stay inside.
package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm/clause"

	"ciaw/server/seal"
	"ciaw/server/store/accounts"
	"ciaw/server/store/audit"
	"ciaw/server/store/db"
	"ciaw/server/store/mandates"
	"ciaw/server/store/notices"
	"ciaw/server/store/outboxes"
	"ciaw/server/store/postgres"
	"ciaw/server/store/presences"
	"ciaw/server/store/rollcalls"
	"ciaw/server/store/sqlite"
	"ciaw/server/store/workplaces"
)

// Options says how a register is opened.
type Options struct {
	Keys       *seal.Keys       // encrypt the numbers of persons
	Simulation bool             // receipt numbers begin with 9: none of them is a registration
	Now        func() time.Time // default: time.Now
	MaxBatch   int              // presences committed together, unless one request holds more; default: 256

	// NumbersAlarm, unless nil, is called when most receipt numbers of a day are
	// given, by one of the processes and once a day.
	NumbersAlarm func(used float64)
}

// Store is an open register.
type Store struct {
	*presences.Presences
	*accounts.Accounts
	*workplaces.Workplaces
	*notices.Notices
	*mandates.Mandates
	*rollcalls.RollCalls
	*outboxes.Outbox

	// Keys encrypt the numbers of persons.
	Keys *seal.Keys

	options    Options
	handle     db.Handle
	file       string // of SQLite
	checkpoint *sqlite.Checkpointer
	anchor     *audit.Anchor // of SQLite
	stop       chan struct{} // closed to stop the checkpointer
	running    sync.WaitGroup
	closing    sync.Once
	readiness  readiness
}

// ErrPresencesKept is the failure of removing a company whose presences are kept.
var ErrPresencesKept = accounts.ErrPresencesKept

// ErrBusy is the refusal of a write while too many are waiting, or nothing can
// be written.
var ErrBusy = db.ErrBusy

// Open opens the register, makes it if there is none, and brings it up to the
// present form. A database is a PostgreSQL URL, or a SQLite file with or
// without the prefix sqlite:.
func Open(ctx context.Context, database string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.MaxBatch == 0 {
		o.MaxBatch = db.MaxRows
	}
	s := &Store{Keys: o.Keys, options: o, stop: make(chan struct{})}
	open := s.openSQLite
	if IsPostgreSQL(database) {
		open = s.openPostgreSQL
	}
	migratedFrom, err := open(ctx, strings.TrimPrefix(database, "sqlite:"))
	if err == nil {
		err = s.checkKeys(ctx)
	}
	if err == nil && migratedFrom != 0 && migratedFrom < audit.HeadsSince {
		err = audit.SealOldHeads(s.handle.Write.WithContext(ctx), o.Keys)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), s.Close())
	}
	lost, missing, err := s.anchor.Missing(s.handle.Read.WithContext(ctx))
	s.start()
	if missing {
		_ = lost.Tell(s.Presences, s.options.Now()) // where nothing can be written, the anchor stays as it is
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read the anchor of the audit log: %w", err), s.Close())
	}
	return s, nil
}

// openSQLite opens a file.
func (s *Store) openSQLite(ctx context.Context, file string) (migratedFrom int64, err error) {
	s.file = file
	if s.handle, err = sqlite.Write(ctx, file); err != nil {
		return 0, err
	}
	if migratedFrom, err = migrate(ctx, s.handle); err != nil {
		return 0, err
	}
	if err = sqlite.Read(&s.handle, file); err == nil {
		s.checkpoint, err = sqlite.NewCheckpointer(file)
	}
	if err == nil {
		s.anchor, err = audit.OpenAnchor(file+"-head", s.Keys)
	}
	return migratedFrom, err
}

// openPostgreSQL opens a database.
func (s *Store) openPostgreSQL(ctx context.Context, url string) (migratedFrom int64, err error) {
	if s.handle, err = postgres.Open(ctx, url); err != nil {
		return 0, err
	}
	return migrate(ctx, s.handle)
}

// start starts the writers and puts the tables together.
func (s *Store) start() {
	preclaimed, committed := outboxes.NewPreclaimed(), func(*audit.Chain) {}
	if s.checkpoint != nil {
		committed = func(c *audit.Chain) {
			s.checkpoint.Wrote()
			s.anchor.Move(c)
		}
	}
	s.Presences = presences.New(s.handle, presences.Options{
		Keys: s.Keys, Simulation: s.options.Simulation, MaxBatch: s.options.MaxBatch,
		Preclaimed: preclaimed, Committed: committed, Now: s.options.Now, Alarm: s.options.NumbersAlarm,
	})
	s.Outbox = &outboxes.Outbox{Handle: s.handle, Changes: s.Presences, Preclaimed: preclaimed}
	s.Accounts = &accounts.Accounts{Handle: s.handle, Changes: s.Presences, Keys: s.Keys, Now: s.options.Now}
	s.Mandates = mandates.New(s.handle, s.Presences, s.Keys)
	s.Workplaces = workplaces.New(s.handle, s.Presences, s.options.Now)
	s.RollCalls = &rollcalls.RollCalls{Handle: s.handle, Changes: s.Presences, Now: s.options.Now}
	s.Notices = &notices.Notices{Handle: s.handle, Changes: s.Presences, Now: s.options.Now}
	if s.checkpoint != nil {
		s.running.Go(func() { s.checkpoint.Run(s.stop, s.Pause) })
	}
}

// IsPostgreSQL reports whether a database is named by a PostgreSQL URL.
func IsPostgreSQL(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// Close commits what is waiting and closes the register.
func (s *Store) Close() error {
	s.closing.Do(func() { close(s.stop) })
	if s.Presences != nil {
		s.Presences.Close()
	}
	s.running.Wait()
	return errors.Join(s.checkpoint.Close(), s.anchor.Close(), s.handle.Close())
}

// VerifyAudit goes through every chain of the audit log and returns how many
// entries there are, or where the first break is.
func (s *Store) VerifyAudit(ctx context.Context) (entries int64, err error) {
	return audit.Verify(ctx, s.handle, s.Keys)
}

// TakeAuditDigest stores what the audit log is now, and returns its digest.
func (s *Store) TakeAuditDigest() (audit.Digest, error) {
	return audit.TakeDigest(s.Presences, s.options.Now())
}

// VerifyAuditDigest fails unless the audit log holds all that it held when the
// digest was taken.
func (s *Store) VerifyAuditDigest(ctx context.Context, d audit.Digest) error {
	return audit.VerifyDigest(ctx, s.handle, d)
}

// Reseal encrypts with the current key what older keys encrypted, and returns
// how many numbers. Registering goes on meanwhile.
func (s *Store) Reseal(ctx context.Context) (n int, err error) {
	n, err = s.Presences.Reseal(ctx)
	if err == nil {
		var users int
		users, err = s.ResealUsers(ctx)
		n += users
	}
	if err == nil {
		var given int
		given, err = s.ResealMandates(ctx)
		n += given
	}
	return n, db.Wrap("reseal", err)
}

// keyMark is the mark by which a database knows its keys.
const keyMark = "keys"

// ErrOtherKeys is the failure of keys that did not encrypt this database.
var ErrOtherKeys = errors.New("these data keys are not the ones of this database")

// checkKeys fails if the numbers in the database were encrypted with other
// keys: going on would make two registers out of one.
func (s *Store) checkKeys(ctx context.Context) error {
	if s.Keys == nil {
		return errors.New("no data keys")
	}
	mark := s.Keys.Find("mark", keyMark)
	write := s.handle.Write.WithContext(ctx)
	row := markRow{Name: keyMark, Value: mark[:]}
	if err := write.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
		return err
	}
	var kept markRow
	if err := write.Where("name = ?", keyMark).Take(&kept).Error; err != nil {
		return err
	}
	if !bytes.Equal(kept.Value, mark[:]) {
		return ErrOtherKeys
	}
	return nil
}

// markRow is a row of the table marks.
type markRow struct {
	Name  string `gorm:"primaryKey"`
	Value []byte
}

// TableName names the table for gorm.
func (markRow) TableName() string { return "marks" }
