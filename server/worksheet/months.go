package worksheet

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// monthWords are the months in Dutch, French, German and English, and how they are
// shortened; without marks on their letters.
var monthWords = [12]string{
	"januari janvier januar january jan janv janner jaenner",
	"februari fevrier februar february feb febr fev fevr",
	"maart mars marz maerz march mrt mar maa mrz",
	"april avril apr avr",
	"mei mai may",
	"juni juin june jun",
	"juli juillet july jul juil",
	"augustus aout august aug",
	"september septembre sept sep",
	"oktober octobre october okt oct",
	"november novembre nov",
	"december decembre dezember dec dez",
}

// months are the numbers of months, by their words.
var months = func() map[string]int {
	all := map[string]int{}
	for i, words := range monthWords {
		for _, word := range strings.Fields(words) {
			all[word] = i + 1
		}
	}
	return all
}()

// isWeekday holds the days of the week in the same languages.
var isWeekday = set("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo " +
	"lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim " +
	"montag dienstag mittwoch donnerstag freitag samstag sonntag mo mi fr sa so " +
	"monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun")

// keyOfDay returns a text in small letters without their marks.
func keyOfDay(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}
