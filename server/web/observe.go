package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"ciaw/server/checkin"
	"ciaw/server/fault"
)

// meter counts what is served. Its labels are routes and codes: no path, no
// address and no number of a person goes into a metric or a log line.
type meter struct {
	handler       http.Handler
	requests      *prometheus.CounterVec
	seconds       *prometheus.HistogramVec
	registrations *prometheus.CounterVec
}

func newMeter(r Register) *meter {
	registry := prometheus.NewRegistry()
	m := &meter{
		handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ciaw_http_requests_total", Help: "Requests answered.",
		}, []string{"method", "route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ciaw_http_request_duration_seconds", Help: "From the request's header to the end of the answer.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"route"}),
		registrations: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ciaw_registrations_total", Help: "Requests to register: added, repeated, or the code of the refusal.",
		}, []string{"channel", "result"}),
	}
	registry.MustRegister(m.requests, m.seconds, m.registrations,
		outboxCollector{r.Waiting}, numbersCollector{r.NumbersUsed}, authorityCollector{r.Authorities, r.Now}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// registered counts one request to register.
func (m *meter) registered(channel checkin.Channel, added bool, err error) {
	result := "repeated"
	var f *fault.Error
	switch {
	case errors.As(err, &f):
		result = f.Code
	case err != nil:
		result = errInternal.Code
	case added:
		result = "added"
	}
	m.registrations.WithLabelValues(string(channel), result).Inc()
}

// methodOf keeps invented methods from growing the metrics without bound.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return r.Method
	}
	return "other"
}

// Waiting counts the items of the outbox that wait, and those that were set aside
// for the operator.
type Waiting func(context.Context) (waiting, aside int64, err error)

// outboxCollector asks for the state of the outbox when metrics are read.
type outboxCollector struct{ ask Waiting }

var (
	waitingMetric = prometheus.NewDesc("ciaw_outbox_waiting", "Items that must still be told to somebody.", nil, nil)
	asideMetric   = prometheus.NewDesc("ciaw_outbox_set_aside", "Items that failed too often: see ciaw outbox.", nil, nil)
)

// Describe names the metrics.
func (outboxCollector) Describe(to chan<- *prometheus.Desc) {
	to <- waitingMetric
	to <- asideMetric
}

// Collect reads them.
func (c outboxCollector) Collect(to chan<- prometheus.Metric) {
	if c.ask == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	waiting, aside, err := c.ask(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(waitingMetric, err)
		return
	}
	to <- prometheus.MustNewConstMetric(waitingMetric, prometheus.GaugeValue, float64(waiting))
	to <- prometheus.MustNewConstMetric(asideMetric, prometheus.GaugeValue, float64(aside))
}

// numbersCollector asks how many receipt numbers are left when metrics are read.
type numbersCollector struct {
	ask func(context.Context) (float64, error)
}

var numbersMetric = prometheus.NewDesc("ciaw_receipt_numbers_used_ratio",
	"Part of today's receipt numbers that is given; at 1 nothing is registered until midnight.", nil, nil)

// Describe names the metric.
func (numbersCollector) Describe(to chan<- *prometheus.Desc) { to <- numbersMetric }

// Collect reads it.
func (c numbersCollector) Collect(to chan<- prometheus.Metric) {
	if c.ask == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	used, err := c.ask(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(numbersMetric, err)
		return
	}
	to <- prometheus.MustNewConstMetric(numbersMetric, prometheus.GaugeValue, used)
}
