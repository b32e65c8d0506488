package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.spi.TlsMode;
import com.isotoma.dboperator.driver.spi.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys of {@code spec.connect} that say how much of TLS there has to be: the same rules for all servers, in the words of each
 * server's own clients. A run puts under them what {@code spec.tls} says.
 *
 * @param mode how much of TLS
 * @param certificate what the server's certificate is verified against
 * @param words of the clients for the modes
 */
public record TlsKeys(Setting.Choice mode, Setting.Text certificate, Map<TlsMode, String> words) {
    private static final int MAX_BYTES = ServiceBinding.MAX_ADDITIONAL_BYTES - "ca.crt".length();

    /**
     * The keys of a driver.
     *
     * @param clients whose words the modes are: {@code libpq}
     * @param words theirs for all modes
     * @param usual the mode where none is given, for people
     */
    public static TlsKeys of(String clients, Map<TlsMode, String> words, String usual) {
        var all = new EnumMap<>(words);
        return new TlsKeys(
                new Setting.Choice(
                        "sslMode",
                        Set.copyOf(all.values()),
                        usual,
                        "How much of TLS the driver demands, in the words of " + clients + "; `spec.tls.mode` says the"
                                + " same in the words of all drivers. Applications get the same"
                                + " mode in their Secret. [Security](../security.md#what-to-grant-on-the-servers) says"
                                + " what each protects from."),
                new Setting.Text(
                        "caCertificate",
                        "certificates in PEM form",
                        "the CAs that systems trust, with `" + all.get(TlsMode.VERIFY_FULL) + "`",
                        "What the server's certificate is verified against; `spec.tls.caCertificate` can name a Secret or"
                                + " ConfigMap that has it. `" + all.get(TlsMode.VERIFY_CA) + "` needs it; modes that do"
                                + " not verify refuse it."),
                Collections.unmodifiableMap(all));
    }

    /** How a run hands {@code spec.tls} over. */
    public TlsSettings settings() {
        return new TlsSettings(
                mode.key(),
                words,
                certificate.key(),
                ClientIdentity.KEYS.get(0).key(),
                ClientIdentity.KEYS.get(1).key());
    }

    /** All keys that may be in {@code connect}: those that the driver documents, and those that only a run gives. */
    public static List<Setting> read(List<Setting> documented) {
        return Stream.concat(documented.stream(), ClientIdentity.KEYS.stream()).toList();
    }

    /** The certificate that the driver is to show to the server. */
    public Optional<ClientIdentity> client(Settings connect) throws DriverException {
        return ClientIdentity.in(connect);
    }

    private String verifyCa() {
        return Objects.requireNonNull(words.get(TlsMode.VERIFY_CA));
    }

    private String verifyFull() {
        return Objects.requireNonNull(words.get(TlsMode.VERIFY_FULL));
    }

    /** The certificate, if one is given; a blank one counts as absent. */
    public Optional<String> certificate(Settings connect) throws DriverException {
        return connect.text(certificate).filter(pem -> !pem.isBlank());
    }

    /**
     * Refuses a certificate that would not be used or is none, and a mode without the one that it needs.
     *
     * @param asked the mode that holds
     */
    public void check(Settings connect, String asked) throws DriverException {
        var pem = certificate(connect);
        if (asked.equals(verifyCa()) && pem.isEmpty()) {
            throw connect.invalid(
                    certificate,
                    "is missing: sslMode " + verifyCa() + " needs the CA's certificate as PEM; " + verifyFull()
                            + " without one takes the CAs that systems trust");
        }
        if (pem.isPresent()) {
            if (!verifies(asked)) {
                throw connect.invalid(
                        certificate,
                        "would not be used with sslMode " + asked + ": set it to " + verifyFull() + " or " + verifyCa()
                                + ", or remove the certificate");
            }
            Certificates.require(connect, certificate, pem.get());
            int bytes = pem.get().getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BYTES) {
                throw connect.invalid(
                        certificate,
                        "has " + bytes + " bytes, and an application's Secret has room for " + MAX_BYTES
                                + ": give only the certificates of this server's CA, not a provider's whole bundle");
            }
        }
    }

    /** Whether the server's certificate is verified in that mode. */
    public boolean verifies(String asked) {
        return asked.equals(verifyCa()) || asked.equals(verifyFull());
    }
}
