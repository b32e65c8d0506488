package com.isotoma.dboperator.demo.service.replication;

import java.net.URI;

/** Addresses of servers, with the brackets that an IPv6 address has in them. */
final class HostPort {
    private HostPort() {}

    static URI http(String host, int port) {
        return URI.create("http://" + bracketed(host) + ":" + port);
    }

    static URI https(String host, String port) {
        return URI.create("https://" + bracketed(host) + ":" + port);
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
