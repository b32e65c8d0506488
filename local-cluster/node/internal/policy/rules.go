package policy

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Table is the name of the table that has the rules.
const Table = "network-policies"

// Rules returns what nft reads to put the cluster's policies in force, in one transaction, in the place of those before.
// It sorts the cluster's pods. What the node itself sends to a pod is always let through, since the kubelet's probes come from there.
func Rules(c Cluster) string {
	var out strings.Builder
	// The same cluster gives the same rules, in whatever order it is told.
	slices.SortFunc(c.Pods, func(a, b *corev1.Pod) int { return strings.Compare(a.Namespace+"/"+a.Name, b.Namespace+"/"+b.Name) })
	fmt.Fprintf(&out, "table ip %s\ndelete table ip %s\ntable ip %s {\n", Table, Table, Table)
	var from, to []string
	for i, pod := range c.selected("", everywhere, nil) {
		if lines, isolated := c.pod(pod, networkingv1.PolicyTypeEgress); isolated {
			chain(&out, fmt.Sprintf("from-%d", i), lines)
			from = append(from, fmt.Sprintf("ip saddr %s jump from-%d", pod.Status.PodIP, i))
		}
		if lines, isolated := c.pod(pod, networkingv1.PolicyTypeIngress); isolated {
			chain(&out, fmt.Sprintf("to-%d", i), lines)
			to = append(to, fmt.Sprintf("ip daddr %s jump to-%d", pod.Status.PodIP, i))
		}
	}
	answers := "ct state established,related accept"
	chain(&out, "from", from)
	chain(&out, "to", to)
	chain(&out, "forward", []string{"type filter hook forward priority filter", answers, "jump from", "jump to"})
	chain(&out, "input", []string{"type filter hook input priority filter", answers, "jump from"})
	out.WriteString("}\n")
	return out.String()
}

func chain(out *strings.Builder, name string, lines []string) {
	fmt.Fprintf(out, "  chain %s {\n", name)
	for _, line := range lines {
		fmt.Fprintf(out, "    %s\n", line)
	}
	out.WriteString("  }\n")
}

// pod returns what policies allow the pod in that direction, and whether any of them says that nothing else is.
func (c Cluster) pod(pod *corev1.Pod, direction networkingv1.PolicyType) (lines []string, isolated bool) {
	for _, policy := range c.Policies {
		if policy.Namespace != pod.Namespace || !slices.Contains(policy.Spec.PolicyTypes, direction) || !fits(&policy.Spec.PodSelector, pod.Labels) {
			continue
		}
		isolated = true
		if direction == networkingv1.PolicyTypeIngress {
			for _, rule := range policy.Spec.Ingress {
				for _, peer := range c.peers(policy.Namespace, "saddr", rule.From) {
					lines = append(lines, allow(peer.match, pod, rule.Ports)...)
				}
			}
			continue
		}
		for _, rule := range policy.Spec.Egress {
			for _, peer := range c.peers(policy.Namespace, "daddr", rule.To) {
				lines = append(lines, allow(peer.match, peer.pod, rule.Ports)...)
			}
		}
	}
	return append(lines, "drop"), isolated
}

// peer is one at the other end: a pod, or addresses.
type peer struct {
	match string
	pod   *corev1.Pod
}

// peers resolves what a rule names; one that names nobody means everybody.
func (c Cluster) peers(namespace, field string, named []networkingv1.NetworkPolicyPeer) []peer {
	if len(named) == 0 {
		return []peer{{}}
	}
	var found []peer
	for _, one := range named {
		if block := one.IPBlock; block != nil {
			match := fmt.Sprintf("ip %s %s ", field, block.CIDR)
			for _, except := range block.Except {
				match += fmt.Sprintf("ip %s != %s ", field, except)
			}
			found = append(found, peer{match: match})
			continue
		}
		for _, pod := range c.selected(namespace, one.NamespaceSelector, one.PodSelector) {
			found = append(found, peer{match: fmt.Sprintf("ip %s %s ", field, pod.Status.PodIP), pod: pod})
		}
	}
	return found
}

// allow returns a rule for each port; without ports, one for all. A port's name is that of a container of the pod it leads to.
func allow(match string, destination *corev1.Pod, ports []networkingv1.NetworkPolicyPort) []string {
	if len(ports) == 0 {
		return []string{match + "return"}
	}
	var lines []string
	for _, port := range ports {
		protocol := "tcp"
		if port.Protocol != nil {
			protocol = strings.ToLower(string(*port.Protocol))
		}
		switch {
		case port.Port == nil:
			lines = append(lines, fmt.Sprintf("%sip protocol %s return", match, protocol))
		case port.Port.Type == intstr.String:
			for _, number := range numbers(destination, port.Port.StrVal, protocol) {
				lines = append(lines, fmt.Sprintf("%s%s dport %d return", match, protocol, number))
			}
		case port.EndPort != nil:
			lines = append(lines, fmt.Sprintf("%s%s dport %d-%d return", match, protocol, port.Port.IntVal, *port.EndPort))
		default:
			lines = append(lines, fmt.Sprintf("%s%s dport %d return", match, protocol, port.Port.IntVal))
		}
	}
	return lines
}

func numbers(pod *corev1.Pod, name, protocol string) []int32 {
	var found []int32
	if pod == nil {
		return nil
	}
	for _, container := range pod.Spec.Containers {
		for _, port := range container.Ports {
			if port.Name == name && strings.EqualFold(string(port.Protocol), protocol) {
				found = append(found, port.ContainerPort)
			}
		}
	}
	return found
}
