package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.TrustedKeys.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of one stored backup is worth. A signature counts in one place only: the manifest has namespace, Database and
 * object, which are the last three parts of a key, and size and SHA-256 of the object. So the manifest of one Database says
 * nothing in the folder of another one, whoever signed it.
 *
 * @param verdict what it is worth
 * @param message one sentence for people, with the object's URL
 */
public record SignatureFinding(Verdict verdict, String message) {
    /**
     * @param url of the object
     * @param manifest its manifest, byte by byte; null where there is none
     * @param signature what lies next to the manifest; null where nothing does
     */
    public static SignatureFinding of(
            TrustedKeys trusted, String url, byte @Nullable [] manifest, byte @Nullable [] signature) {
        return of(
                trusted,
                url,
                manifest,
                signature,
                m -> m.origin().namespace() + "/" + m.origin().database() + "/" + m.object());
    }

    /** The same for a file that was downloaded, of whose place only its name is left. */
    public static SignatureFinding ofFile(
            TrustedKeys trusted, Path file, byte @Nullable [] manifest, byte @Nullable [] signature) {
        return of(trusted, file.toAbsolutePath().toString(), manifest, signature, Manifest::object);
    }

    private static SignatureFinding of(
            TrustedKeys trusted,
            String url,
            byte @Nullable [] manifest,
            byte @Nullable [] signature,
            Function<Manifest, String> placeOf) {
        if (manifest == null) {
            return new SignatureFinding(Verdict.MISSING, "There is no manifest of " + url + " that could be signed");
        }
        var verdict = trusted.judge(manifest, signature);
        return switch (verdict) {
            case VALID -> placed(url, manifest, placeOf);
            case MISSING -> new SignatureFinding(verdict, "The manifest of " + url + " is not signed");
            case UNKNOWN_KEY ->
                new SignatureFinding(
                        verdict,
                        "The manifest of " + url + " is signed with a key that is not in the " + trusted.where());
            case INVALID ->
                new SignatureFinding(
                        verdict,
                        "The manifest of " + url + " is not the one that was signed: it or " + ManifestSignature.SUFFIX
                                + " was changed");
        };
    }

    private static SignatureFinding placed(String url, byte[] manifest, Function<Manifest, String> placeOf) {
        try {
            var read = Manifest.fromJson(manifest);
            var place = placeOf.apply(read);
            return url.endsWith("/" + place)
                    ? new SignatureFinding(
                            Verdict.VALID,
                            "A trusted key has signed the manifest of " + url + ", made in the cluster "
                                    + read.origin().cluster())
                    : new SignatureFinding(
                            Verdict.INVALID,
                            "The manifest of " + url + " is signed for another place, …/" + place
                                    + ": name the object there");
        } catch (IOException e) {
            // Signed by a version that writes other manifests; reading it says so.
            return new SignatureFinding(Verdict.VALID, "A trusted key has signed the manifest of " + url);
        }
    }

    public boolean valid() {
        return verdict == Verdict.VALID;
    }

    /** The word of conditions and errors. */
    public String reason() {
        return switch (verdict) {
            case VALID -> SignatureReasons.SIGNATURE_VALID;
            case MISSING -> SignatureReasons.SIGNATURE_MISSING;
            case UNKNOWN_KEY -> SignatureReasons.SIGNATURE_UNKNOWN_KEY;
            case INVALID -> SignatureReasons.SIGNATURE_INVALID;
        };
    }

    /**
     * @param vouched whether something else than the bucket says what was stored
     * @throws DriverException of kind USER when the backup must not be read
     */
    public void require(boolean vouched) throws DriverException {
        switch (verdict) {
            case VALID -> {}
            case INVALID ->
                throw DriverException.user(
                        reason(),
                        message + ". Nothing was changed: restore another backup, and look into who can write to the"
                                + " bucket");
            case MISSING, UNKNOWN_KEY -> {
                if (!vouched) {
                    throw DriverException.user(
                            reason(),
                            message + ", and only the bucket says that it is a backup. Nothing was changed: restore"
                                    + " another one, or, if you know that it is yours, create a Restore with"
                                    + " acceptUnsigned: true");
                }
            }
        }
    }
}
