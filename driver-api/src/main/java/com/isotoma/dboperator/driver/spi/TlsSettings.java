package com.isotoma.dboperator.driver.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a driver takes {@code spec.tls}: a run reads the Secrets and ConfigMaps that it names, and puts the values under these
 * keys of {@code connect}, as if {@code spec.connect} had them. A Database that has one of the keys in {@code spec.connect} and
 * {@code spec.tls} besides is refused. Constant.
 *
 * @param mode the key for the mode
 * @param modes the driver's word for each mode that its servers have; a run refuses all others
 * @param caCertificate the key for the certificates of the CA, in PEM. It is absent where the spec names none
 * @param clientCertificate the key for the certificate that the driver shows to the server, and the certificates that lead to its
 *     CA, in PEM; null where the driver cannot show one. Nobody can give it in {@code spec.connect}
 * @param clientKey the key for the private key of that certificate, in PEM (PKCS #8, PKCS #1 or SEC 1); null likewise
 */
public record TlsSettings(
        String mode,
        Map<TlsMode, String> modes,
        String caCertificate,
        @Nullable String clientCertificate,
        @Nullable String clientKey) {
    /** @throws IllegalArgumentException when it has one of the two keys for a client's certificate without the other */
    public TlsSettings {
        modes = Map.copyOf(modes);
        if ((clientCertificate == null) != (clientKey == null)) {
            throw new IllegalArgumentException("a client's certificate and its key belong together");
        }
    }

    /** A driver that shows no certificate to its servers. */
    public TlsSettings(String mode, Map<TlsMode, String> modes, String caCertificate) {
        this(mode, modes, caCertificate, null, null);
    }

    /** The keys that only {@code spec.tls} gives. */
    public Set<String> clientKeys() {
        return Stream.of(clientCertificate, clientKey).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
