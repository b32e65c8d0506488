package policy

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func pod(namespace, name, address string) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name, Labels: map[string]string{"app": name}},
		Spec: corev1.PodSpec{Containers: []corev1.Container{{
			Ports: []corev1.ContainerPort{{Name: "http", ContainerPort: 8080, Protocol: corev1.ProtocolTCP}},
		}}},
		Status: corev1.PodStatus{PodIP: address, Phase: corev1.PodRunning},
	}
}

func app(name string) *metav1.LabelSelector {
	return &metav1.LabelSelector{MatchLabels: map[string]string{"app": name}}
}

func cluster(spec networkingv1.NetworkPolicySpec) Cluster {
	return Cluster{
		Namespaces: []*corev1.Namespace{
			{ObjectMeta: metav1.ObjectMeta{Name: "a", Labels: map[string]string{"team": "a"}}},
			{ObjectMeta: metav1.ObjectMeta{Name: "b", Labels: map[string]string{"team": "b"}}},
		},
		Pods:     []*corev1.Pod{pod("b", "client", "10.0.0.3"), pod("a", "web", "10.0.0.1"), pod("a", "client", "10.0.0.2")},
		Policies: []*networkingv1.NetworkPolicy{{ObjectMeta: metav1.ObjectMeta{Namespace: "a"}, Spec: spec}},
	}
}

func chainOf(t *testing.T, rules, name string) string {
	t.Helper()
	_, rest, found := strings.Cut(rules, "  chain "+name+" {\n")
	if !found {
		t.Fatalf("no chain %s in:\n%s", name, rules)
	}
	lines, _, _ := strings.Cut(rest, "  }\n")
	return strings.ReplaceAll(strings.TrimSpace(lines), "\n    ", "; ")
}

func TestRules(t *testing.T) {
	http, dns, udp, last := intstr.FromString("http"), intstr.FromInt32(53), corev1.ProtocolUDP, int32(60)
	ingress, egress := []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}, []networkingv1.PolicyType{networkingv1.PolicyTypeEgress}
	from := func(ports []networkingv1.NetworkPolicyPort, peers ...networkingv1.NetworkPolicyPeer) networkingv1.NetworkPolicySpec {
		return networkingv1.NetworkPolicySpec{PodSelector: *app("web"), PolicyTypes: ingress,
			Ingress: []networkingv1.NetworkPolicyIngressRule{{From: peers, Ports: ports}}}
	}
	to := func(ports []networkingv1.NetworkPolicyPort, peers ...networkingv1.NetworkPolicyPeer) networkingv1.NetworkPolicySpec {
		return networkingv1.NetworkPolicySpec{PodSelector: *app("web"), PolicyTypes: egress,
			Egress: []networkingv1.NetworkPolicyEgressRule{{To: peers, Ports: ports}}}
	}
	named := []networkingv1.NetworkPolicyPort{{Port: &http}}
	for what, test := range map[string]struct {
		spec            networkingv1.NetworkPolicySpec
		chain, expected string
	}{
		"a named port, from all":         {from(named), "to-1", "tcp dport 8080 return; drop"},
		"pods of the policy's own":       {from(nil, networkingv1.NetworkPolicyPeer{PodSelector: app("client")}), "to-1", "ip saddr 10.0.0.2 return; drop"},
		"pods of any namespace":          {from(nil, networkingv1.NetworkPolicyPeer{PodSelector: app("client"), NamespaceSelector: everywhere}), "to-1", "ip saddr 10.0.0.2 return; ip saddr 10.0.0.3 return; drop"},
		"pods of a namespace by labels":  {from(nil, networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"team": "b"}}}), "to-1", "ip saddr 10.0.0.3 return; drop"},
		"pods that do not exist":         {from(named, networkingv1.NetworkPolicyPeer{PodSelector: app("nobody")}), "to-1", "drop"},
		"no rule":                        {networkingv1.NetworkPolicySpec{PodSelector: *app("web"), PolicyTypes: ingress}, "to-1", "drop"},
		"a protocol, and several ports":  {to([]networkingv1.NetworkPolicyPort{{Port: &dns, Protocol: &udp, EndPort: &last}}), "from-1", "udp dport 53-60 return; drop"},
		"a protocol's all ports":         {to([]networkingv1.NetworkPolicyPort{{Protocol: &udp}}), "from-1", "ip protocol udp return; drop"},
		"the port's name is the other's": {to(named, networkingv1.NetworkPolicyPeer{PodSelector: app("client")}), "from-1", "ip daddr 10.0.0.2 tcp dport 8080 return; drop"},
		"addresses, some excepted":       {to(nil, networkingv1.NetworkPolicyPeer{IPBlock: &networkingv1.IPBlock{CIDR: "10.1.0.0/16", Except: []string{"10.1.2.0/24"}}}), "from-1", "ip daddr 10.1.0.0/16 ip daddr != 10.1.2.0/24 return; drop"},
		"only the selected pod":          {from(named), "to", "ip daddr 10.0.0.1 jump to-1"},
		"only that direction":            {from(named), "from", ""},
	} {
		t.Run(what, func(t *testing.T) {
			if seen := chainOf(t, Rules(cluster(test.spec)), test.chain); seen != test.expected {
				t.Errorf("chain %s is %q, expected %q", test.chain, seen, test.expected)
			}
		})
	}
}

func TestAPodThatHasEndedCountsForNothing(t *testing.T) {
	c := cluster(networkingv1.NetworkPolicySpec{PodSelector: *app("web"), PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}})
	c.Pods[1].Status.Phase = corev1.PodSucceeded
	if seen := chainOf(t, Rules(c), "to"); seen != "" {
		t.Errorf("rules for it: %q", seen)
	}
}
