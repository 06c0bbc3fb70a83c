// Package postgres opens a register in a PostgreSQL database, or in one that
// speaks its protocol. It knows what a durable commit needs there, how its
// failures are to be taken, and how rows are stored fastest.
package postgres

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

	"ciaw/server/store/db"
)

// maxConnections is how many connections one process opens.
const maxConnections = 16

// Open opens one pool for everything.
func Open(ctx context.Context, url string) (db.Handle, error) {
	h := db.Handle{Dialect: db.Dialect{
		Name: "postgres", SkipLocked: " FOR UPDATE SKIP LOCKED", ForUpdate: " FOR UPDATE", ForShare: " FOR SHARE",
		Writers: 2, Unavailable: func(error) bool { return false }, Transient: isTransient,
	}}
	opened, err := gorm.Open(postgres.New(postgres.Config{DSN: throughPooler(ctx, url)}), db.Config()) // never one config for two dialects
	if err != nil {
		return h, errors.New(withoutPassword(err))
	}
	h.Write, h.Read = opened, opened
	h.BulkInsert = bulkInsert(h)
	if err := db.Limit(opened, maxConnections); err != nil {
		return h, err
	}
	return h, checkDurable(ctx, opened)
}

// withoutPassword cuts a message of the driver, which may quote the URL.
func withoutPassword(err error) string {
	var config *pgconn.ParseConfigError
	if errors.As(err, &config) {
		return "no valid PostgreSQL URL"
	}
	return err.Error()
}

// checkDurable fails unless a commit is on the server's disk when it returns.
func checkDurable(ctx context.Context, opened *gorm.DB) error {
	for _, setting := range []string{"synchronous_commit", "fsync"} {
		var got string
		if err := opened.WithContext(ctx).Raw("SHOW " + setting).Scan(&got).Error; err != nil {
			return fmt.Errorf("ask PostgreSQL for %s: %w", setting, err)
		}
		if got == "off" {
			return fmt.Errorf("PostgreSQL has %s = off: a power cut would lose receipts", setting)
		}
	}
	return nil
}

// isTransient reports whether an error says nothing about what was asked for:
// the same transaction may succeed when it is tried again.
func isTransient(err error) bool {
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
	return errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}
