package poddir

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestSweepKeepsLogsAndLimitsThem(t *testing.T) {
	root := Root(t.TempDir())
	var last Dir
	for i := range keptLogs + 5 {
		last = root.For(&corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "n", Name: fmt.Sprint("p", i), UID: "0123456789"}})
		if _, _, _, err := last.Make("c"); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(last.Log("c"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := root.Sweep(func(dir Dir) bool { return dir == last }); err != nil {
		t.Fatal(err)
	}
	for pattern, want := range map[string]int{"pods/*": 1, "pods/*/private": 1, "logs/*": keptLogs, "logs/n_p*_01234567_c.log": keptLogs} {
		if got, _ := filepath.Glob(filepath.Join(string(root), pattern)); len(got) != want {
			t.Errorf("%s: got %d, want %d", pattern, len(got), want)
		}
	}
}

func TestRotate(t *testing.T) {
	dir := Dir(t.TempDir())
	if err := dir.Rotate("c"); err != nil {
		t.Fatalf("without a log: %v", err)
	}
	if err := os.WriteFile(dir.Log("c"), []byte("first"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := dir.Rotate("c"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(dir.Previous("c")); string(got) != "first" {
		t.Errorf("got %q, %v", got, err)
	}
}
