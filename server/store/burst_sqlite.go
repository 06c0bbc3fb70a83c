package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// sqliteBurst writes a burst as one transaction of short statements, a row each,
// spoken with the driver itself: there is no journal by which a statement about
// many rows could be undone, and no value is looked at on its way. Only the one
// writer uses it.
type sqliteBurst struct {
	conn      *sqlite3.SQLiteConn // that the statements were prepared on
	kept      map[string]driver.StmtExecContext
	arguments []driver.NamedValue // of the statement under way; the driver keeps none
}

// uncancelled is the context of statements: with one that can end, the driver
// starts a goroutine for each.
var uncancelled = context.Background()

func (s *sqliteBurst) write(register *Store, b burst) error {
	pool, err := register.write.DB()
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
			return errNoBurst
		}
		if c != s.conn {
			s.conn, s.kept = c, map[string]driver.StmtExecContext{}
		}
		return s.transaction(b)
	})
	return errors.Join(err, conn.Close())
}

func (s *sqliteBurst) transaction(b burst) error {
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for _, step := range []func() error{
		func() error { return insertEach(s, intoPresences, b.presences) },
		func() error { return insertEach(s, intoOutbox, b.items) },
		func() error { return insertEach(s, intoAudit, b.audited) },
		func() error {
			return s.exec("INSERT INTO audit_ends (chain, seq, seal) VALUES (?, ?, ?)"+endMoves, b.end.Chain, b.end.Seq, b.end.Seal)
		},
		func() error { return s.exec("COMMIT") },
	} {
		if err := step(); err != nil {
			return errors.Join(err, s.exec("ROLLBACK"))
		}
	}
	return nil
}

func insertEach[R interface{ values() []any }](s *sqliteBurst, into insertion, rows []R) error {
	text := into.head + " VALUES " + into.one
	for _, row := range rows {
		if err := s.exec(text, row.values()...); err != nil {
			return err
		}
	}
	return nil
}

// exec runs a statement, which it prepares once.
func (s *sqliteBurst) exec(text string, values ...any) error {
	statement, found := s.kept[text]
	if !found {
		prepared, err := s.conn.Prepare(text)
		if err != nil {
			return err
		}
		if statement, found = prepared.(driver.StmtExecContext); !found {
			return fmt.Errorf("SQLite prepares %T", prepared)
		}
		s.kept[text] = statement
	}
	s.arguments = appendArguments(s.arguments[:0], values)
	_, err := statement.ExecContext(uncancelled, s.arguments)
	return err
}

// appendArguments appends values as the driver takes them.
func appendArguments(all []driver.NamedValue, values []any) []driver.NamedValue {
	for i, v := range values {
		switch number := v.(type) {
		case int:
			v = int64(number)
		case *float64:
			v = nil
			if number != nil {
				v = *number
			}
		}
		all = append(all, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return all
}
