package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses of the node itself, at which clouds hand out the node's credentials: link-local ones, and those that some clouds
 * use besides. Whoever writes a spec must not have a run talk to them.
 */
public final class MetadataAddresses {
    /** Set to {@code true} in {@code spec.env} of a Driver, it allows them. */
    public static final String VARIABLE = "ALLOW_METADATA_ADDRESSES";

    /** Alibaba Cloud, Azure, Oracle Cloud; AWS and Google Cloud by IPv6. */
    private static final List<InetAddress> KNOWN = Stream.of(
                    "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254")
            .map(MetadataAddresses::literal)
            .toList();

    private static final int IPV4 = 4;

    /** Looks a name up. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private MetadataAddresses() {}

    /**
     * Refuses a host that is such an address, written in any way, or a name of one.
     *
     * @param field where it stands, for the message
     * @throws DriverException of kind USER
     */
    public static void refuse(String field, String host) throws DriverException {
        var address = of(host);
        if (address.isPresent()) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + " is '" + host + "'" + which(address.get())
                            + ": give another host, or have whoever keeps the Driver set " + VARIABLE
                            + " to true in its spec.env");
        }
    }

    /** What is wrong with a host, as a part of a sentence. */
    public static String which(InetAddress address) {
        return ", whose address " + address.getHostAddress()
                + " is link-local or one at which a cloud hands out the node's credentials";
    }

    /** Such an address of a host, unless they are allowed. Empty also for a name that has no address now. */
    public static Optional<InetAddress> of(String host) {
        return "true".equals(System.getenv(VARIABLE)) ? Optional.empty() : of(host, InetAddress::getAllByName);
    }

    static Optional<InetAddress> of(String host, Resolver resolver) {
        return addresses(withoutZone(host), resolver).stream()
                .filter(MetadataAddresses::isOne)
                .findFirst();
    }

    private static String withoutZone(String host) {
        var plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        int zone = plain.indexOf('%');
        return zone < 0 ? plain : plain.substring(0, zone);
    }

    private static List<InetAddress> addresses(String host, Resolver resolver) {
        var all = new ArrayList<InetAddress>();
        PosixLiteral.parse(host).ifPresent(all::add);
        try {
            all.addAll(Arrays.asList(resolver.all(host)));
        } catch (UnknownHostException e) {
            // Whoever connects says so, with more about it.
        }
        return all;
    }

    private static boolean isOne(InetAddress address) {
        return address.isLinkLocalAddress()
                || KNOWN.contains(address)
                || embedded(address).map(MetadataAddresses::isOne).orElse(false);
    }

    /** The IPv4 address that gateways make of an IPv6 address: NAT64, 6to4, and the old form with nothing before it. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == IPV4) {
            return Optional.empty();
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return Optional.of(ipv4(bytes, 2));
        }
        var before = Arrays.copyOf(bytes, bytes.length - IPV4);
        var nat64 = Arrays.copyOf(new byte[] {0, 0x64, (byte) 0xff, (byte) 0x9b}, before.length);
        return Arrays.equals(before, nat64) || Arrays.equals(before, new byte[before.length])
                ? Optional.of(ipv4(bytes, before.length))
                : Optional.empty();
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is an address", e);
        }
    }

    private static InetAddress ipv4(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + IPV4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
