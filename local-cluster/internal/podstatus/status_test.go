package podstatus

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var (
	waiting = corev1.ContainerStatus{State: Waiting("ContainerCreating", "")}
	running = corev1.ContainerStatus{State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}, Ready: true}
	done    = corev1.ContainerStatus{State: Ended(0, 0, time.Time{}, time.Time{}, "")}
	failed  = corev1.ContainerStatus{State: Ended(3, 0, time.Time{}, time.Time{}, "")}
	crashed = corev1.ContainerStatus{State: waiting.State, LastTerminationState: failed.State}
)

func pod(policy corev1.RestartPolicy, inits int) *corev1.Pod {
	return &corev1.Pod{Spec: corev1.PodSpec{RestartPolicy: policy, InitContainers: make([]corev1.Container, inits)}}
}

func TestPhase(t *testing.T) {
	type list = []corev1.ContainerStatus
	for name, test := range map[string]struct {
		policy     corev1.RestartPolicy
		init, main list
		over       bool
		want       corev1.PodPhase
	}{
		"new":                      {"Never", nil, list{waiting}, false, "Pending"},
		"running":                  {"Never", nil, list{running}, false, "Running"},
		"one of two ended":         {"Never", nil, list{done, running}, false, "Running"},
		"one of two failed":        {"Never", nil, list{failed, running}, false, "Running"},
		"all ended well":           {"Never", nil, list{done, done}, false, "Succeeded"},
		"one failed":               {"Never", nil, list{done, failed}, false, "Failed"},
		"failed, to be restarted":  {"OnFailure", nil, list{failed}, false, "Running"},
		"back-off":                 {"OnFailure", nil, list{crashed}, false, "Running"},
		"ended well, OnFailure":    {"OnFailure", nil, list{done}, false, "Succeeded"},
		"ended well, Always":       {"Always", nil, list{done}, false, "Running"},
		"init running":             {"Never", list{running}, list{waiting}, false, "Pending"},
		"init failed":              {"Never", list{failed}, list{waiting}, false, "Failed"},
		"init failed, Always":      {"Always", list{failed}, list{waiting}, false, "Pending"},
		"init done":                {"Always", list{done}, list{waiting}, false, "Pending"},
		"deleted, still running":   {"Always", nil, list{running}, true, "Running"},
		"deleted, ended well":      {"Always", nil, list{done}, true, "Succeeded"},
		"deleted, killed":          {"Always", nil, list{failed}, true, "Failed"},
		"deleted before its start": {"Never", nil, list{waiting}, true, "Failed"},
	} {
		got := Phase(Pod{Spec: pod(test.policy, len(test.init)), Init: test.init, Main: test.main, Over: test.over})
		if got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestConditionsKeepTimesAndStrangers(t *testing.T) {
	early, late := metav1.Unix(100, 0), metav1.Unix(200, 0)
	p := Pod{Spec: pod("Always", 0), Main: []corev1.ContainerStatus{waiting}}
	p.Spec.Status = Build(p, early)
	p.Spec.Status.Conditions = append(p.Spec.Status.Conditions, corev1.PodCondition{Type: "Stranger", Status: "True"})
	p.Main = []corev1.ContainerStatus{running}
	got := map[corev1.PodConditionType]corev1.PodCondition{}
	for _, c := range Build(p, late).Conditions {
		got[c.Type] = c
	}
	if c := got[corev1.PodScheduled]; c.Status != "True" || c.LastTransitionTime != early {
		t.Errorf("PodScheduled: %+v", c)
	}
	if c := got[corev1.PodReady]; c.Status != "True" || c.LastTransitionTime != late {
		t.Errorf("Ready: %+v", c)
	}
	if _, ok := got["Stranger"]; !ok {
		t.Error("the condition of another was lost")
	}
}

func TestRestore(t *testing.T) {
	now := time.Unix(500, 0)
	was := running
	was.Name, was.RestartCount = "a", 2
	got := Restore([]corev1.Container{{Name: "a"}, {Name: "b"}}, []corev1.ContainerStatus{was}, now)
	if ended := got[0].State.Terminated; ended == nil || ended.ExitCode != 137 || got[0].RestartCount != 2 || got[0].Ready {
		t.Errorf("what ran: %+v", got[0])
	}
	if got[1].State.Waiting == nil {
		t.Errorf("what never ran: %+v", got[1])
	}
}

func TestRunAgain(t *testing.T) {
	for _, test := range []struct {
		policy corev1.RestartPolicy
		init   bool
		code   int32
		want   bool
	}{
		{"Never", false, 1, false}, {"Always", false, 0, true}, {"Always", true, 0, false},
		{"Always", true, 1, true}, {"OnFailure", false, 0, false}, {"OnFailure", false, 1, true},
	} {
		if got := RunAgain(test.policy, test.init, test.code); got != test.want {
			t.Errorf("%+v: got %t", test, got)
		}
	}
}
