package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	sqlite3 "github.com/mattn/go-sqlite3"
	"gorm.io/gorm"

	"ciaw/server/store/db"
)

// errNoDriver is the failure of a connection that is none of our driver's.
var errNoDriver = errors.New("not a connection of the SQLite driver")

// uncancelled is the context of statements: with one that can end, the driver
// starts a goroutine for each.
var uncancelled = context.Background()

// bulkInsert stores rows as one transaction of short statements, a row each,
// spoken with the driver itself: there is no statement journal by which a
// statement about many rows could be undone, and no value is looked at on its
// way. Only the one writer uses it.
type bulkInsert struct {
	pool      *gorm.DB
	conn      *sqlite3.SQLiteConn // that the statements were prepared on
	prepared  map[string]driver.StmtExecContext
	values    []any               // of the statement under way
	arguments []driver.NamedValue // likewise; the driver keeps none
}

// store stores rows of several tables, all or none.
func (b *bulkInsert) store(all []db.Rows) error {
	pool, err := b.pool.DB()
	if err != nil {
		return err
	}
	conn, err := pool.Conn(uncancelled)
	if err != nil {
		return err
	}
	err = conn.Raw(func(raw any) error {
		c, ok := raw.(*sqlite3.SQLiteConn)
		if !ok {
			return errNoDriver
		}
		if c != b.conn {
			b.conn, b.prepared = c, map[string]driver.StmtExecContext{}
		}
		return b.transaction(all)
	})
	return errors.Join(err, conn.Close())
}

func (b *bulkInsert) transaction(all []db.Rows) error {
	if err := b.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := b.insert(all)
	if err == nil {
		err = b.exec("COMMIT")
	}
	if err != nil {
		return errors.Join(err, b.exec("ROLLBACK"))
	}
	return nil
}

func (b *bulkInsert) insert(all []db.Rows) error {
	for _, rows := range all {
		text := rows.Statement()
		for i := range rows.Len() {
			b.values = rows.AppendValues(b.values[:0], i)
			if err := b.exec(text, b.values...); err != nil {
				return err
			}
		}
	}
	return nil
}

// exec runs a statement, which it prepares once.
func (b *bulkInsert) exec(text string, values ...any) error {
	statement, found := b.prepared[text]
	if !found {
		prepared, err := b.conn.Prepare(text)
		if err != nil {
			return err
		}
		if statement, found = prepared.(driver.StmtExecContext); !found {
			return fmt.Errorf("SQLite prepares %T", prepared)
		}
		b.prepared[text] = statement
	}
	b.arguments = b.arguments[:0]
	for i, v := range values {
		b.arguments = append(b.arguments, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	_, err := statement.ExecContext(uncancelled, b.arguments)
	return err
}
