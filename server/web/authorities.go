package web

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ciaw/server/authority"
)

// authorityCollector asks how it stands with other authorities when metrics are
// read.
type authorityCollector struct {
	ask func(context.Context) ([]authority.Status, error) // nil: there are none
	now func() time.Time
}

var (
	queuedMetric = prometheus.NewDesc("ciaw_authority_queued", "Presences that the authority has not answered.", []string{"authority"}, nil)
	oldestMetric = prometheus.NewDesc("ciaw_authority_oldest_seconds", "How long the oldest of them has waited; 0 if none does.", []string{"authority"}, nil)
	oddMetric    = prometheus.NewDesc("ciaw_authority_contradictions", "Answers since the start that contradict what was known.", []string{"authority"}, nil)
	deniedMetric = prometheus.NewDesc("ciaw_authority_denied_mandates", "Companies whose mandate it does not accept.", []string{"authority"}, nil)
)

// Describe names the metrics.
func (authorityCollector) Describe(to chan<- *prometheus.Desc) {
	for _, one := range []*prometheus.Desc{queuedMetric, oldestMetric, oddMetric, deniedMetric} {
		to <- one
	}
}

// Collect reads them.
func (c authorityCollector) Collect(to chan<- prometheus.Metric) {
	if c.ask == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	all, err := c.ask(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(queuedMetric, err)
		return
	}
	for _, s := range all {
		gauge := func(d *prometheus.Desc, value float64) {
			to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, s.Authority)
		}
		waited := 0.0
		if !s.Oldest.IsZero() {
			waited = c.now().Sub(s.Oldest).Seconds()
		}
		gauge(queuedMetric, float64(s.Queued))
		gauge(oldestMetric, waited)
		gauge(oddMetric, float64(s.Contradictions))
		gauge(deniedMetric, float64(len(s.Denied)))
	}
}
