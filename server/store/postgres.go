package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// maxConnections is how many connections one process opens to PostgreSQL.
const maxConnections = 16

// openPostgreSQL opens one pool for everything.
func (s *Store) openPostgreSQL(ctx context.Context, url string) error {
	s.dialect = dialect{
		name: "postgres", skip: " FOR UPDATE SKIP LOCKED", lock: " FOR UPDATE", keep: " FOR SHARE",
		writers: 2, askers: 2, burst: burstPostgreSQL,
	}
	db, err := gorm.Open(postgres.New(postgres.Config{DSN: url}), settings())
	if err != nil {
		return errors.New(withoutPassword(err))
	}
	s.write, s.read = db, db
	if err := limit(db, maxConnections); err != nil {
		return err
	}
	if err := durablePostgreSQL(ctx, db); err != nil {
		return err
	}
	return s.migrate(ctx)
}

// withoutPassword cuts a message of the driver, which may quote the URL.
func withoutPassword(err error) string {
	var config *pgconn.ParseConfigError
	if errors.As(err, &config) {
		return "no valid PostgreSQL URL"
	}
	return err.Error()
}

// durablePostgreSQL fails unless a commit is on the server's disk when it
// returns.
func durablePostgreSQL(ctx context.Context, db *gorm.DB) error {
	for _, setting := range []string{"synchronous_commit", "fsync"} {
		var got string
		if err := db.WithContext(ctx).Raw("SHOW " + setting).Scan(&got).Error; err != nil {
			return fmt.Errorf("ask PostgreSQL for %s: %w", setting, err)
		}
		if got == "off" {
			return fmt.Errorf("PostgreSQL has %s = off: a power cut would lose receipts", setting)
		}
	}
	return nil
}

// passing reports whether an error says nothing about what was asked for: the
// same transaction may succeed when it is tried again.
func passing(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		// 40: rolled back for another's sake. 08, 57P: the connection or the
		// server went away. 53: out of something.
		for _, class := range []string{"40", "08", "57P", "53"} {
			if strings.HasPrefix(pg.Code, class) {
				return true
			}
		}
		return false
	}
	var network *net.OpError
	return stuck(err) || errors.Is(err, errTaken) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}
