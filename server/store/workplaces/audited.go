package workplaces

import (
	"slices"

	"gorm.io/gorm"

	"ciaw/server/store/audit"
)

// Actions of the audit log about posters. Their detail is the poster's code.
const (
	addPoster    = "add poster"
	revokePoster = "revoke poster"
)

// CompareAudit notes which posters are not as the audit log says.
func CompareAudit(tx *gorm.DB, d *audit.Differences) error {
	var log audit.Latest
	err := audit.Each(tx, func(e audit.Row) error {
		log.Say(e.Detail, e, e.Action+string(e.Subject))
		return nil
	}, addPoster, revokePoster)
	if err != nil {
		return err
	}
	var posters []posterRow
	if err := tx.Find(&posters).Error; err != nil {
		return err
	}
	for _, p := range posters {
		said := log.Take(p.Code)
		if len(said) == 0 {
			d.Note("posters that the audit log does not know", p.Code)
		} else if !slices.Contains(said, did(p)+p.Workplace) {
			d.Note("posters that are not as the audit log says", p.Code)
		}
	}
	for code := range log.Left() {
		d.Note("posters that are gone", code)
	}
	return nil
}

// did returns the action that made a poster what it is.
func did(row posterRow) string {
	if row.Revoked != 0 {
		return revokePoster
	}
	return addPoster
}
