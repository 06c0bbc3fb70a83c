package static_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unwanted is a word that the texts of a language do not use: the second word
// for a thing that has one already (docs/glossary.md), one that means
// something else, or one in another register.
type unwanted struct {
	word   string // a regular expression, for whole words
	say    string // what a text says instead, or why not
	except string // keys whose text rightly has the word
}

// Where something is rightly forgotten: a password, or to register out.
const forgotten = "signin.forgotten push.out board.nobody.unclosed"

// Where the number is explained: it is one of two kinds.
const explained = "me.niss crew.number.hint"

// unwantedWords lists them by language.
var unwantedWords = map[string][]unwanted{
	"nl": {
		{word: `bedrij\p{L}*`, say: "onderneming"},
		{word: `opslaan|opgeslagen`, say: "bewaren"},
		{word: `startscherm`, say: "beginscherm, as the iPhone says"},
		{word: `toegelaten`, say: "toegestaan"},
		{word: `toestand`, say: "status"},
		{word: `afgelopen op`, say: "verlopen op"},
		{word: `uitvoeren`, say: "exporteren: uitvoeren is to execute"},
		{word: `invoeren`, say: "importeren"},
		{word: `tweede stap`, say: "tweestapsverificatie"},
		{word: `ligging`, say: "locatie"},
		{word: `rijksregisternummer`, say: "INSZ: a BIS number is none"},
		{word: `de dienst`, say: "RSZ"},
		{word: `nummer van (het ontvangstbewijs|de werkplaats)`, say: "ontvangstnummer, werkplaatsnummer"},
		{word: `vergeet|vergeten`, say: "wissen", except: forgotten},
	},
	"fr": {
		{word: `sauvegard\p{L}*`, say: "enregistrer"},
		{word: `numéro de reçu`, say: "numéro de réception"},
		{word: `oubli\p{L}*`, say: "effacer", except: forgotten},
		{word: `à regarder`, say: "à vérifier"},
		{word: `faire (une affiche|le PDF)|PDF se fait`, say: "créer"},
		{word: `terminé le`, say: "expiré le"},
		{word: `numéro national`, say: "NISS", except: explained},
		{word: `l’administration`, say: "ONSS"},
		{word: `deuxième étape`, say: "validation en deux étapes"},
		{word: `confondu`, say: "mélangé avec un autre"},
	},
	"de": {
		{word: `Arbeitsort\p{L}*`, say: "Einsatzort"},
		{word: `gemeldet`, say: "registriert", except: "receipt.remark.contract_not_active"},
		{word: `Meldung\p{L}*`, say: "Registrierung; only works, Dimona and Limosa are declared", except: "receipt.remark.workplace_unknown receipt.remark.contract_not_active receipt.remark.dimona_not_ok receipt.remark.limosa_unknown receipt.remark.bis_unknown receipt.remark.bis_not_active places.empty.text places.form.number.hint"},
		{word: `Bauarbeiten`, say: "Meldung von Arbeiten"},
		{word: `Anmerkung\p{L}*`, say: "Bemerkung"},
		{word: `Anschrift`, say: "Adresse"},
		{word: `Unterschrift`, say: "Signatur"},
		{word: `Zustand`, say: "Status"},
		{word: `Telefon`, say: "Handy"},
		{word: `Belegnummer`, say: "Empfangsnummer"},
		{word: `Nationalregisternummer`, say: "ENSS"},
		{word: `das Amt`, say: "LSS"},
		{word: `das L1`, say: "die L1"},
		{word: `vergessen`, say: "löschen", except: forgotten},
		{word: `(Plakat|PDF) machen|PDF wird gemacht`, say: "erstellen"},
		{word: `ausgeben|einlesen`, say: "exportieren, importieren"},
		{word: `zweite[rn]? Schritt\p{L}*`, say: "Bestätigung in zwei Schritten"},
	},
	"en": {
		{word: `this is no`, say: "this is not"},
		{word: `kept by`, say: "managed by"},
		{word: `forget|forgotten`, say: "erase"},
		{word: `national number`, say: "NISS"},
		{word: `ask the office`, say: "NSSO"},
		{word: `present password`, say: "current password"},
		{word: `(make|making) (a poster|the PDF|(new )?recovery codes)`, say: "create"},
	},
	"ro": {
		{word: `uită|uitat`, say: "șterge", except: forgotten + " recovery.text"},
		{word: `f[ăa] (un afiș|PDF-ul|coduri\p{L}*)|se face PDF-ul`, say: "creează"},
		{word: `până \{\{\.\w+\}\}`, say: "până la"},
		{word: `spuneți (angajatorului|șefului)`, say: "spuneți-i"},
		{word: `pe drum`, say: "veți primi un link"},
		{word: `hotăr\p{L}*`, say: "decide"},
		{word: `tău|tine`, say: "dumneavoastră"},
		{word: `al doilea pas|celui de-al doilea pas`, say: "verificarea în doi pași"},
		{word: `încurcat\p{L}*`, say: "amestecată cu alta"},
	},
	"pt": {
		{word: `patrão`, say: "empregador"},
		{word: `digitaliz\p{L}*`, say: "ler"},
		{word: `ligação`, say: "link"},
		{word: `juntar?|acrescent\p{L}*`, say: "adicionar"},
		{word: `esquec\p{L}*`, say: "apagar", except: forgotten},
		{word: `aparelho`, say: "dispositivo"},
		{word: `desistiu-se`, say: "abandonada"},
		{word: `fazer (o PDF|um cartaz)`, say: "criar"},
		{word: `o registo (está a ler|está cheio|tem|não responde)|este registo não conhece|operador do registo|deste registo`, say: "o sistema: a registo is a registration"},
		{word: `segundo passo`, say: "verificação em dois passos"},
		{word: `número nacional`, say: "NISS", except: explained},
	},
	"uk": {
		{word: `задовго`, say: "забагато: задовго is long before"},
		{word: `застаре`, say: "застаріло"},
		{word: `місцеперебуванн\p{L}*|розташуванн\p{L}*`, say: "місцезнаходження"},
		{word: `присутностями`, say: "записи присутності"},
		{word: `забути|забуто|вилуч\p{L}*|прибрати`, say: "видалити"},
		{word: `робочих місцях`, say: "місцях роботи"},
		{word: `скануйте`, say: "відскануйте, where it is done once", except: "crew.scan"},
		{word: `зробити (плакат|PDF)`, say: "створити"},
		{word: `керівник\p{L}*`, say: "виконроб"},
		{word: `підприємств\p{L}*`, say: "компанія; a number is one of a підприємство", except: "receipt.remark.independent_not_founder found.independent.hint found.number places.chain.number mistake.cbe_invalid"},
		{word: `профіл\p{L}*`, say: "обліковий запис"},
		{word: `відмовлено`, say: "відхилено"},
		{word: `другий крок|другого кроку`, say: "двоетапна перевірка"},
	},
	"pl": {
		{word: `odmow\p{L}*`, say: "odrzucono"},
		{word: `zapomni\p{L}*`, say: "usuń", except: forgotten},
		{word: `cof\p{L}+`, say: "anuluj: cofnij is also back"},
		{word: `zrób (plakat|PDF|go|nowy)`, say: "utwórz"},
		{word: `rada`, say: "wskazówka"},
		{word: `sekret`, say: "klucz tajny"},
		{word: `zaniechano`, say: "przerwano próby"},
		{word: `nieprawdziwe`, say: "nieautentyczne"},
		{word: `zalogowany|widziany`, say: "a form that is no gender", except: "settings.forget.text"},
		{word: `za długi\.`, say: "za dużo znaków"},
		{word: `położeni\p{L}*`, say: "lokalizacja"},
		{word: `drugi krok|drugiego kroku`, say: "weryfikacja dwuetapowa"},
		{word: `numer\p{L}* krajow\p{L}*`, say: "NISS", except: explained},
	},
	"bg": {
		{word: `работн\p{L}+ (място|места)`, say: "обект: a работно място is a job"},
		{word: `забрави|забравено|запомн\p{L}*`, say: "изтрий, запазен"},
		{word: `отказано`, say: "отхвърлено, прекратено"},
		{word: `картин\p{L}*`, say: "изображение"},
		{word: `внасяне|изнасяне`, say: "импортиране, експортиране"},
		{word: `акаунт`, say: "профил"},
		{word: `регистриран (днес|и с)`, say: "регистрирано"},
		{word: `вече пътува`, say: "е изпратена"},
		{word: `втора(та)? стъпка`, say: "потвърждаване в две стъпки"},
		{word: `национал\p{L}+ номер`, say: "NISS", except: explained},
	},
	"es": {
		{word: `encargado`, say: "jefe de obra"},
		{word: `olvid\p{L}*`, say: "borrar", except: forgotten},
		{word: `aparato`, say: "dispositivo"},
		{word: `(hacer|haciendo) (un cartel|el PDF)`, say: "crear"},
		{word: `el registro (está leyendo|está lleno|no responde|tiene)|este registro no (conoce|envía)|operador del registro`, say: "el sistema: a registro is a registration"},
		{word: `terminó el`, say: "caducó el"},
		{word: `la administración`, say: "ONSS"},
		{word: `segundo paso`, say: "verificación en dos pasos"},
		{word: `número nacional`, say: "NISS", except: explained},
	},
	"it": {
		{word: `manifest[oi]`, say: "cartello"},
		{word: `(il|dal|del|al) L1`, say: "l’L1"},
		{word: `responsabile`, say: "capocantiere"},
		{word: `dimentic\p{L}*`, say: "cancella", except: forgotten},
		{word: `aggiunga|scriva|chieda|stampi|guardi|mostri|scelga|salvi|sua impresa`, say: "tu, as all else"},
		{word: `apparecchio`, say: "dispositivo"},
		{word: `secondo passo`, say: "verifica in due passaggi"},
		{word: `numero nazionale`, say: "NISS", except: explained},
	},
	"sk": {
		{word: `zabudn\p{L}*`, say: "vymazať", except: forgotten},
		{word: `zapamät\p{L}*`, say: "uložiť"},
		{word: `miestn\p{L}*`, say: "lokálny správca"},
		{word: `skenujte`, say: "naskenujte, where it is done once", except: "crew.scan"},
		{word: `napísať`, say: "zadať"},
		{word: `odmietnut\p{L}*`, say: "zamietnuté"},
		{word: `odhlásený`, say: "odhlásení: who is addressed politely is many"},
		{word: `tajomstvo`, say: "tajný kľúč"},
		{word: `druhý krok|druhého kroku`, say: "dvojstupňové overenie"},
		{word: `národné číslo`, say: "NISS", except: explained},
	},
	"hu": {
		{word: `regisztr\p{L}*`, say: "bejelent"},
		{word: `bejelentkez\p{L}*`, say: "belép; jelenlétet bejelent"},
		{word: `helyi vezető\p{L}*`, say: "építésvezető"},
		{word: `kezelőjé\p{L}*`, say: "adminisztrátor"},
		{word: `elfelejt\p{L}*`, say: "töröl", except: forgotten},
		{word: `hivatkozás\p{L}*`, say: "link"},
		{word: `készülék\p{L}*`, say: "eszköz"},
		{word: `helyzet\p{L}*`, say: "helyadat"},
		{word: `feladva`, say: "nem próbáljuk tovább: feladva is posted"},
		{word: `második lépés\p{L}*`, say: "kétlépcsős azonosítás"},
		{word: `nemzeti szám\p{L}*`, say: "NISS"},
	},
	"tr": {
		{word: `makbuz\p{L}*`, say: "kayıt belgesi: a makbuz is for money"},
		{word: `mevcudiyetler\p{L}*`, say: "kayıtlar"},
		{word: `ağ (da )?(yok|olunca|olmadan)`, say: "bağlantı"},
		{word: `işyeri`, say: "iş yeri"},
		{word: `unut\p{L}*`, say: "sil", except: forgotten},
		{word: `hatırla\p{L}*`, say: "sakla", except: "push.reminder"},
		{word: `(afiş|PDF) yap\p{L}*`, say: "oluştur"},
		{word: `bitti`, say: "süresi doldu"},
		{word: `ikinci adım\p{L}*`, say: "iki adımlı doğrulama"},
		{word: `ulusal numara\p{L}*`, say: "NISS", except: explained},
	},
	"ar": {
		{word: `صنع`, say: "إنشاء"},
		{word: `يقود`, say: "يؤدي"},
		{word: `السر`, say: "المفتاح السري"},
		{word: `[اتيل]مسح (وثيقة|وثائق|إيصالًا|الإيصال|الإيصالات|من جديد)`, say: "ضوئيًا, or the رمز: without it, one may wipe"},
		{word: `[اتيل]مسح الملصق( من| لتبدأ|[.،]|$)`, say: "ضوئيًا, or the رمز: without it, one may wipe"},
		{word: `الخطوة الثانية`, say: "التحقق بخطوتين"},
		{word: `رقمك الوطني|هذا الرقم الوطني`, say: "NISS"},
		{word: `عشر روابط`, say: "عشرة روابط"},
	},
}

// whole returns what finds whole words. Go's \b knows the letters of English
// only.
func whole(word string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[^\p{L}\p{M}])(` + word + `)([^\p{L}\p{M}]|$)`)
}

func TestNoTextHasAnUnwantedWord(t *testing.T) {
	for lang, rows := range unwantedWords {
		messages := read(t, lang).messages
		for _, row := range rows {
			pattern := whole(row.word)
			for key, m := range messages {
				for form, text := range m {
					if pattern.MatchString(text) && !slices.Contains(strings.Fields(row.except), key) {
						t.Errorf("%s: %s %s has %q (say: %s): %q", lang, key, form, row.word, row.say, text)
					}
				}
			}
		}
	}
}

func TestWordsEndWhereTheirLettersEnd(t *testing.T) {
	for _, c := range []struct {
		word, text string
		found      bool
	}{
		{`ons`, "Ons", true},
		{`ons`, "De console", false},
		{`gemeldet`, "Sie sind angemeldet", false},
		{`застаре`, "воно застаре.", true},
		{`застаре`, "воно застаріло", false},
		{`скануйте`, "Відскануйте плакат", false},
		{`السر`, "السر لـ", true},
		{`السر`, "المفتاح السري", false},
	} {
		if whole(c.word).MatchString(c.text) != c.found {
			t.Errorf("%s in %q: want %v", c.word, c.text, c.found)
		}
	}
}

func TestEveryLanguageHasUnwantedWords(t *testing.T) {
	for lang := range pluralForms {
		if len(unwantedWords[lang]) == 0 {
			t.Errorf("%s: none", lang)
		}
	}
}
