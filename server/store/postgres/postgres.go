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
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"ciaw/server/store/db"
)

// maxConnections is how many connections one process opens.
const maxConnections = 16

// connectionLife is how long a connection is used: a pool follows a server that
// has moved, or one that was added, without a restart.
const connectionLife = 10 * time.Minute

// Open opens one pool for everything.
func Open(ctx context.Context, url string) (db.Handle, error) {
	h := db.Handle{Dialect: db.Dialect{
		Name: "postgres", SkipLocked: " FOR UPDATE SKIP LOCKED", ForUpdate: " FOR UPDATE", ForShare: " FOR SHARE",
		Writers: 2, Unavailable: func(error) bool { return false }, Transient: isTransient,
	}}
	config, err := configOf(ctx, url)
	if err != nil {
		return h, err
	}
	pool := stdlib.OpenDB(*config)
	pool.SetConnMaxLifetime(connectionLife)
	opened, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), db.Config()) // never one config for two dialects
	if err != nil {
		return h, errors.Join(err, pool.Close())
	}
	h.Write, h.Read = opened, opened
	h.BulkInsert = bulkInsert(h)
	if err := db.Limit(opened, maxConnections); err != nil {
		return h, err
	}
	return h, checkDurable(ctx, opened)
}

// configOf returns how to connect to the server of a URL. Only one that takes
// writes is connected to, unless the URL asks for others, and left when it takes
// them no more: after a failover, the address or another host of the URL leads to
// the new one.
func configOf(ctx context.Context, url string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.New("no valid PostgreSQL URL") // the driver's message may quote the password
	}
	if pooled(ctx, url) && !strings.Contains(url, execMode+"=") {
		config.DefaultQueryExecMode = pgx.QueryExecModeExec
	}
	if config.ValidateConnect == nil && !strings.Contains(url, "target_session_attrs=") {
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	usual := config.OnPgError
	config.OnPgError = func(conn *pgconn.PgConn, err *pgconn.PgError) bool {
		return usual(conn, err) && err.Code != readOnly // false: the connection is closed
	}
	return config, nil
}

// readOnly is the code of PostgreSQL by which a server says that it takes no
// writes: it has become the standby of another, or its operator wants it so.
const readOnly = "25006"

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

// passing are the beginnings of the codes by which PostgreSQL, or a pooler before
// it, says something of itself and not of what was asked for.
var passing = []string{
	"40",        // rolled back for another's sake
	"08", "57P", // the connection or the server went away
	"53", "58", // out of something; the disk fails
	readOnly,         // no longer the one that takes writes
	"25P03", "25P04", // a transaction that took too long was ended
	"55P03", "57014", // a lock or a statement took longer than the server allows
}

// isTransient reports whether an error says nothing about what was asked for:
// the same transaction may succeed when it is tried again.
func isTransient(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return slices.ContainsFunc(passing, func(code string) bool { return strings.HasPrefix(pg.Code, code) })
	}
	var network *net.OpError
	var connect *pgconn.ConnectError
	return errors.As(err, &network) || errors.As(err, &connect) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}
