package sqlite_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// trouble is what a disk does at the write that it fails.
type trouble int

const (
	failsOnce  trouble = iota // one write, flush, cut or removal reports an error, the next ones work
	failsOn                   // and so does everything after it
	fullOn                    // nothing more can be written; files can be flushed and removed
	losesPower                // it writes nothing more, and forgets some of what was not flushed
)

func (k trouble) String() string {
	return [...]string{"one error", "errors from then on", "a full disk", "a power loss"}[k]
}

// disk stands between SQLite and the files of one folder, as SQLite's own
// layer for the system (a VFS) that hands everything on to the usual one. It
// counts what changes a file and fails at a chosen place.
type disk struct {
	mu     sync.Mutex
	folder string
	armed  bool
	kind   trouble
	at     int // fail at this change, from 1
	count  int
	struck bool
	files  map[string]*onDisk // of the folder, while armed for a power loss
}

// onDisk is what a power loss leaves of a file: what was flushed, and any part
// of what was not.
type onDisk struct {
	flushed []byte
	there   bool // it was flushed, or was there before
	pending []change
}

// change is a write, or a cut if bytes is nil.
type change struct {
	offset int64
	bytes  []byte
}

func (c change) apply(to []byte) []byte {
	if c.bytes == nil {
		return append([]byte(nil), to[:min(int64(len(to)), c.offset)]...)
	}
	if end := c.offset + int64(len(c.bytes)); int64(len(to)) < end {
		to = append(to, make([]byte, end-int64(len(to)))...)
	}
	copy(to[c.offset:], c.bytes)
	return to
}

// theDisk is the one that is registered with SQLite, which knows no other way
// than a function without a receiver.
var (
	theDisk      = &disk{}
	registerDisk sync.Once
)

// onFaultyDisk has SQLite go through the disk for the files of a folder.
func onFaultyDisk(t *testing.T, folder string) *disk {
	t.Helper()
	registerDisk.Do(registerVFS)
	d := theDisk
	d.mu.Lock()
	defer d.mu.Unlock()
	d.folder, d.armed, d.files = folder, false, nil
	t.Cleanup(func() { d.disarm() })
	return d
}

// arm makes the disk fail at the n-th change from now.
func (d *disk) arm(t *testing.T, kind trouble, n int) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kind, d.at, d.count, d.struck, d.armed = kind, n, 0, false, true
	d.files = map[string]*onDisk{}
	names, err := filepath.Glob(filepath.Join(d.folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if b, err := os.ReadFile(name); err == nil {
			d.files[name] = &onDisk{flushed: b, there: true}
		}
	}
}

// disarm ends the trouble and reports whether there was any.
func (d *disk) disarm() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.armed = false
	return d.struck
}

// restart leaves in the folder what a power loss leaves: of each file what was
// flushed, and of what was not any part, sector by sector. The files of shared
// memory are gone.
func (d *disk) restart(t *testing.T, rng *rand.Rand) {
	t.Helper()
	for name, f := range d.files {
		if strings.HasSuffix(name, "-shm") {
			_ = os.Remove(name)
			continue
		}
		left := append([]byte(nil), f.flushed...)
		for _, c := range f.pending {
			switch rng.IntN(3) {
			case 0: // lost
			case 1:
				left = c.apply(left)
			default: // torn
				const sector = 512
				for from := 0; from < len(c.bytes); from += sector {
					if rng.IntN(2) == 0 {
						left = change{c.offset + int64(from), c.bytes[from:min(from+sector, len(c.bytes))]}.apply(left)
					}
				}
			}
		}
		if !f.there && (len(left) == 0 || rng.IntN(2) == 0) {
			_ = os.Remove(name)
			continue
		}
		if err := os.WriteFile(name, left, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// verb is what is done to a file.
type verb int

const (
	writes verb = iota
	cuts
	flushes
	removes
)

// change notes a change to a file and gives the code with which it fails, 0 if it goes on.
func (d *disk) change(name string, what verb, c change) int32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.armed || filepath.Dir(name) != d.folder {
		return 0
	}
	d.count++
	if d.count == d.at {
		d.struck = true
	}
	if d.fails(what) {
		return map[verb]int32{writes: sqlite3.SQLITE_IOERR_WRITE, cuts: sqlite3.SQLITE_IOERR_TRUNCATE,
			flushes: sqlite3.SQLITE_IOERR_FSYNC, removes: sqlite3.SQLITE_IOERR_DELETE}[what] - d.full(what)
	}
	d.note(name, what, c)
	return 0
}

func (d *disk) fails(what verb) bool {
	switch d.kind {
	case failsOnce:
		return d.count == d.at
	case fullOn:
		return d.struck && what == writes
	}
	return d.struck
}

// full turns the code of a failed write into that of a full disk.
func (d *disk) full(what verb) int32 {
	if d.kind == fullOn && what == writes {
		return sqlite3.SQLITE_IOERR_WRITE - sqlite3.SQLITE_FULL
	}
	return 0
}

// note keeps what a power loss would leave.
func (d *disk) note(name string, what verb, c change) {
	f := d.files[name]
	if f == nil {
		f = &onDisk{}
		d.files[name] = f
	}
	switch what {
	case flushes:
		for _, p := range f.pending {
			f.flushed = p.apply(f.flushed)
		}
		f.pending, f.there = nil, true
	case removes:
		delete(d.files, name)
	default:
		f.pending = append(f.pending, c)
	}
}

// What follows speaks SQLite's C interface, as modernc.org/sqlite translates
// it: a function pointer is the address of a Go function value.

type (
	openFunction   = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	deleteFunction = func(tls *libc.TLS, vfs, name uintptr, flushFolder int32) int32
	closeFunction  = func(tls *libc.TLS, file uintptr) int32
	writeFunction  = func(tls *libc.TLS, file, bytes uintptr, n int32, offset sqlite3.Tsqlite3_int64) int32
	cutFunction    = func(tls *libc.TLS, file uintptr, size sqlite3.Tsqlite3_int64) int32
	flushFunction  = func(tls *libc.TLS, file uintptr, flags int32) int32
)

// pointerTo gives the pointer under which C knows a function.
func pointerTo(f any) uintptr { return (*[2]uintptr)(unsafe.Pointer(&f))[1] }

// function gives the function of type F that a C pointer stands for.
func function[F any](p uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{p})) }

// at gives what lies at an address of C memory.
func at[T any](p uintptr) *T { return *(**T)(unsafe.Pointer(&p)) }

// layered are the files that are open, with the usual methods of each.
var layered = struct {
	sync.Mutex
	usual   *sqlite3.Tsqlite3_vfs
	names   map[uintptr]string                       // of open files
	methods map[uintptr]*sqlite3.Tsqlite3_io_methods // usual ones, by open file
	ours    map[uintptr]uintptr                      // copies with functions of ours, by the usual ones
}{names: map[uintptr]string{}, methods: map[uintptr]*sqlite3.Tsqlite3_io_methods{}, ours: map[uintptr]uintptr{}}

func registerVFS() {
	tls := libc.NewTLS() // never closed: the layer stays
	usual := sqlite3.Xsqlite3_vfs_find(tls, 0)
	ours := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_vfs{})))
	name, err := libc.CString("faulty")
	if usual == 0 || ours == 0 || err != nil {
		panic("no memory for a file system")
	}
	layered.usual = at[sqlite3.Tsqlite3_vfs](usual)
	v := at[sqlite3.Tsqlite3_vfs](ours)
	*v = *layered.usual
	v.FzName, v.FpNext = name, 0
	v.FxOpen, v.FxDelete = pointerTo(openFunction(openFile)), pointerTo(deleteFunction(deleteFile))
	if rc := sqlite3.Xsqlite3_vfs_register(tls, ours, 1); rc != sqlite3.SQLITE_OK {
		panic("the file system is not taken")
	}
}

func openFile(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32 {
	rc := function[openFunction](layered.usual.FxOpen)(tls, vfs, name, file, flags, outFlags)
	f := at[sqlite3.Tsqlite3_file](file)
	if rc != sqlite3.SQLITE_OK || f.FpMethods == 0 {
		return rc
	}
	layered.Lock()
	defer layered.Unlock()
	if name != 0 {
		layered.names[file] = libc.GoString(name)
	}
	layered.methods[file] = at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
	ours, ok := layered.ours[f.FpMethods]
	if !ok {
		ours = libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(sqlite3.Tsqlite3_io_methods{})))
		m := at[sqlite3.Tsqlite3_io_methods](ours)
		*m = *at[sqlite3.Tsqlite3_io_methods](f.FpMethods)
		m.FxClose, m.FxWrite = pointerTo(closeFunction(closeFile)), pointerTo(writeFunction(writeFile))
		m.FxTruncate, m.FxSync = pointerTo(cutFunction(cutFile)), pointerTo(flushFunction(flushFile))
		layered.ours[f.FpMethods] = ours
	}
	f.FpMethods = ours
	return rc
}

// opened gives the name and the usual methods of an open file.
func opened(file uintptr) (string, *sqlite3.Tsqlite3_io_methods) {
	layered.Lock()
	defer layered.Unlock()
	return layered.names[file], layered.methods[file]
}

func closeFile(tls *libc.TLS, file uintptr) int32 {
	_, usual := opened(file)
	layered.Lock()
	delete(layered.names, file)
	delete(layered.methods, file)
	layered.Unlock()
	return function[closeFunction](usual.FxClose)(tls, file)
}

func writeFile(tls *libc.TLS, file, bytes uintptr, n int32, offset sqlite3.Tsqlite3_int64) int32 {
	name, usual := opened(file)
	b := append([]byte{}, unsafe.Slice(at[byte](bytes), n)...)
	if rc := theDisk.change(name, writes, change{int64(offset), b}); rc != 0 {
		return rc
	}
	return function[writeFunction](usual.FxWrite)(tls, file, bytes, n, offset)
}

func cutFile(tls *libc.TLS, file uintptr, size sqlite3.Tsqlite3_int64) int32 {
	name, usual := opened(file)
	if rc := theDisk.change(name, cuts, change{offset: int64(size)}); rc != 0 {
		return rc
	}
	return function[cutFunction](usual.FxTruncate)(tls, file, size)
}

func flushFile(tls *libc.TLS, file uintptr, flags int32) int32 {
	name, usual := opened(file)
	if rc := theDisk.change(name, flushes, change{}); rc != 0 {
		return rc
	}
	return function[flushFunction](usual.FxSync)(tls, file, flags)
}

func deleteFile(tls *libc.TLS, vfs, name uintptr, flushFolder int32) int32 {
	if rc := theDisk.change(libc.GoString(name), removes, change{}); rc != 0 {
		return rc
	}
	return function[deleteFunction](layered.usual.FxDelete)(tls, vfs, name, flushFolder)
}
