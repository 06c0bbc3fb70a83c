// Package server puts the parts together and runs them. It alone knows them
// all; no part knows another unless the arrows in arch_test.go allow it.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"ciaw/server/config"
	"ciaw/server/web"
	"ciaw/static"
)

// drain is how long requests under way may take when the program is told to
// stop.
const drain = 15 * time.Second

// Run serves the register until ctx ends, then lets requests under way finish.
// Ready, if not nil, is called once with the origin when requests are taken.
func Run(ctx context.Context, s config.Settings, ready func(origin string)) error {
	tuneGC()
	if err := s.Validate(); err != nil {
		return err
	}
	log := s.Logger()
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	listener, err := listen(s)
	if err != nil {
		return err
	}
	origin := s.OriginOf(listener.Addr())
	r, err := newRegister(ctx, s, mounting{origin: origin, log: log})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() {
		if err := r.store.Close(); err != nil {
			log.Error("database not closed cleanly", "err", err)
		}
	}()
	handler, metrics := web.New(web.Options{
		Registers: []web.Register{r.served}, App: static.App(), Trusted: s.Proxies(), Secure: s.Secure(), Log: log,
	})
	stopped, err := serveMetrics(ctx, s.MetricsAddr, metrics, log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer stopped()
	defer r.run(ctx)()
	log.Info("serving", "origin", origin, "addr", listener.Addr().String(), "tls", s.TLS, "demo", s.Demo, "simulation", s.Simulation)
	if ready != nil {
		ready(origin)
	}
	go debug.FreeOSMemory() // what starting has left behind; with our bounds it would stay for hours
	return serve(ctx, listener, handler, log)
}

// serveMetrics answers at another address until ctx ends, if there is one.
// Stopped waits until it does no more.
func serveMetrics(ctx context.Context, addr string, metrics http.Handler, log *slog.Logger) (stopped func(), err error) {
	if addr == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen for metrics: %w", err)
	}
	log.Info("serving metrics", "addr", listener.Addr().String())
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	running.Go(func() {
		if err := serve(ctx, listener, metrics, log); err != nil {
			log.Error("metrics are not served any more", "err", err)
		}
	})
	return func() { cancel(); running.Wait() }, nil
}

// serve answers until ctx ends.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // scanners' broken handshakes
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
