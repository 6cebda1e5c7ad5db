package pgtest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// StartArchiving starts a server that keeps each piece of its write-ahead log in
// a folder when it is full, from which the state at any moment can be restored.
func StartArchiving(t testing.TB) (s *Server, archive string) {
	t.Helper()
	s = Start(t)
	s.process.stop()
	archive = filepath.Join(s.folder, "archive")
	if err := errors.Join(os.Mkdir(archive, 0o700), own(archive)); err != nil {
		t.Fatal(err)
	}
	s.settings = []string{"-c", "archive_mode=on", "-c", "archive_command=test ! -f " + archive + "/%f && cp %p " + archive + "/%f"}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	return s, archive
}

// BaseBackup copies the files of the server while it runs, and gives the folder
// of the copy, from which RestoredAt makes a server.
func (s *Server) BaseBackup(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	copying := exec.CommandContext(t.Context(), filepath.Join(s.programs, "pg_basebackup"), "-h", s.folder, "-p", s.port, "-U", "demarche", "-D", filepath.Join(folder, "data"), "--checkpoint=fast", "--no-sync")
	if err := errors.Join(own(folder), asNobody(copying)); err != nil {
		t.Fatal(err)
	}
	if out, err := copying.CombinedOutput(); err != nil {
		t.Fatalf("pg_basebackup: %v: %s", err, out)
	}
	return folder
}

// Archived has the server archive what it has written ahead, and waits until it has.
func (s *Server) Archived(t testing.TB, archive string) {
	t.Helper()
	last := filepath.Join(archive, PSQL(t, s.URL(), "-c", "SELECT pg_walfile_name(pg_switch_wal())"))
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(last); err == nil {
			return
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	t.Fatalf("%s is not archived in 30 seconds", last)
}

// RestoredAt starts a server on a base backup, as the archive says that it was
// at a moment in the words of PostgreSQL.
func RestoredAt(t testing.TB, backup, archive, moment string) *Server {
	t.Helper()
	programs, err := find()
	if err != nil {
		t.Skip("no PostgreSQL: " + err.Error())
	}
	s := &Server{folder: backup, programs: programs, port: "5432", settings: []string{"-c", "restore_command=cp " + archive + "/%f %p", "-c", "recovery_target_time=" + moment, "-c", "recovery_target_action=promote"}}
	signal := filepath.Join(s.data(), "recovery.signal")
	if err := errors.Join(os.WriteFile(signal, nil, 0o600), own(signal)); err != nil {
		t.Fatal(err)
	}
	if err := s.Restart(); err != nil {
		t.Fatal(fmt.Errorf("a server that restores: %w", err))
	}
	t.Cleanup(s.Stop)
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if PSQL(t, s.URL(), "-c", "SELECT pg_is_in_recovery()") == "f" {
			return s
		}
	}
	t.Fatalf("it does not come to the moment in 30 seconds: %s", s.log())
	return nil
}
