package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How connections to a server are protected, in the same words for all drivers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.caCertificate) || !has(self.mode) || self.mode in ['VerifyCA', 'VerifyFull']",
        message = "caCertificate is used only where the server's certificate is verified: set mode to VerifyFull or"
                + " VerifyCA, or remove caCertificate",
        fieldPath = ".caCertificate")
@ValidationRule(
        value = "has(self.caCertificate) || !has(self.mode) || self.mode != 'VerifyCA'",
        message = "mode VerifyCA needs caCertificate, since any certificate of a public CA would do without; VerifyFull"
                + " works without one",
        fieldPath = ".mode")
@ValidationRule(
        value = "!has(self.clientCertificate) || !has(self.mode) || !(self.mode in ['Disable', 'Prefer'])",
        message =
                "clientCertificate needs TLS: set mode to VerifyFull, VerifyCA or Require, or remove clientCertificate",
        fieldPath = ".clientCertificate")
public record TlsSpec(
        @JsonPropertyDescription(
                "How much of TLS is demanded: Disable; Prefer, which takes what the server has; Require,"
                        + " which verifies nothing; VerifyCA, which verifies that caCertificate has signed the server's"
                        + " certificate; VerifyFull (default), which verifies the host name too. Applications get the same"
                        + " mode in their Secret.")
        @Nullable
        TlsMode mode,

        @JsonPropertyDescription("The certificates of the CA that has signed the server's certificate, as PEM. Default:"
                + " the CAs that the driver's image trusts, which are the public ones. It is in the application's"
                + " Secret as ca.crt.")
        @Nullable
        CertificateSource caCertificate,

        @JsonPropertyDescription("The certificate that the driver shows to the server. It is not in the application's"
                + " Secret. Default: none.")
        @Nullable
        ClientCertificate clientCertificate) {

    /** The mode in force. */
    public TlsMode effectiveMode() {
        return Objects.requireNonNullElse(mode, TlsMode.VERIFY_FULL);
    }
}
