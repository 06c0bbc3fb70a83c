// Package crashtest tries to make the register lose or double something: it runs
// the real program under load and kills it, cuts the power of its disk, fills
// the disk, kills PostgreSQL, stalls the writer and repeats itself. Whatever
// happens, what was acknowledged must be there, once.
//
// It holds tests only. They run a few rounds with the suite; `make crash` runs
// a hundred. Start reading at crowd_test.go (what is asked for and what was
// answered) and ledger_test.go (what must be true afterwards).
package crashtest
