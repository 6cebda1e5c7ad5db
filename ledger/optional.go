package ledger

import (
	"context"
	"io"
	"time"

	"demarche"
	"demarche/accounts"
)

// What a store can do beyond demarche.Ledger, which every store does. Whoever
// needs one of these asks the ledger for it with a type assertion, and says
// Unsupported where it is not there.

// Copier is a ledger that can be copied to a file while it is used.
type Copier interface {
	// Backup writes a copy to a file that is not there yet, and verifies the
	// copy before it gets its name. progress, if not nil, is told of that.
	Backup(ctx context.Context, path string, progress func(done, total int)) (demarche.Verification, error)
}

// Exporter is a ledger that can be written out, see ExportForm.
type Exporter interface {
	// Export writes all lines as they are at one moment, and gives the head of
	// the log then. progress, if not nil, is told how many lines are done.
	Export(ctx context.Context, to io.Writer, progress func(done, total int)) (demarche.Head, error)
}

// Grower is a ledger that shows how its log grew.
type Grower interface {
	// Growth gives the nodes of the tree that show that the log of so many lines
	// is the beginning of that of later lines, see Checkpoint.Begins.
	Growth(ctx context.Context, earlier, later int64) (demarche.Extended, error)
}

// Capturer is a ledger that gives back what was captured.
type Capturer interface {
	// Captures calls take with every capture in the order of the log, one in
	// memory at a time, and gives the head of the log at that moment. An error
	// of take ends it.
	Captures(ctx context.Context, take func(demarche.KeptCapture) error, progress func(done, total int)) (demarche.Head, error)
}

// Intake is a ledger that keeps captures before they are read. What is read of
// one is then kept with Add, which finds the capture there.
type Intake interface {
	// Take keeps a capture by itself, and gives its line of the log. Already if
	// the same bytes are kept from the same address.
	Take(ctx context.Context, c demarche.Capture) (line int64, outcome demarche.Outcome, err error)
	// Unread gives the lines of at most so many captures after a line, in the
	// order of the log, of which no document was read by this version of the reader.
	Unread(ctx context.Context, reader string, after int64, most int) ([]int64, error)
	// CaptureAt gives the capture of a line of the log; NotFound if the line is none.
	CaptureAt(ctx context.Context, line int64) (demarche.KeptCapture, error)
	// Waited gives how long captures waited whose documents the ledger took since
	// a time: of the newest documents, at most so many.
	Waited(ctx context.Context, since time.Time, most int) ([]time.Duration, error)
}

// RateKeeper is a ledger beside which it is counted how often clients ask, for
// all servers on it together.
type RateKeeper interface {
	// Rate counts a request of a client, who may make so many a second in the long
	// run and burst at once; or else it gives how long the client must wait.
	Rate(ctx context.Context, client string, perSecond float64, burst int) (wait time.Duration, err error)
}

// AccountKeeper is a ledger beside which accounts are kept.
type AccountKeeper interface {
	Accounts() accounts.Store
}
