// Package notices keeps what users and other software want to be told, and what
// they must still be told: push subscriptions with their alarms and pushes, web
// hooks with their deliveries. Who tells them is the outbox.
package notices

import (
	"time"

	"ciaw/server/store/audit"
	"ciaw/server/store/db"
)

// Notices are the tables of this package.
type Notices struct {
	db.Handle
	Changes audit.Changer
	Now     func() time.Time
}

// Tables copy the tables of this package, those that others refer to first.
var Tables = []db.Copier{db.Copy[subscriptionRow], db.Copy[alarmRow], db.Copy[pushRow], db.Copy[hookRow], db.Copy[deliveryRow]}
