package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the condition SignatureVerified of a Restore or a Backup, and of what is refused for its signature. */
public final class SignatureReasons {
    @Explained(
            meaning = "a trusted key has signed the manifest, which belongs in that place (SignatureVerified is True)")
    public static final String SIGNATURE_VALID = "SignatureValid";

    @Explained(
            meaning =
                    "the manifest has no signature, or there is no manifest: it is older than `signing`, or whoever may write"
                            + " to the bucket has written it",
            remedy = "restore another backup; or, if you know that this one is yours, create a Restore with"
                    + " `acceptUnsigned: true`")
    public static final String SIGNATURE_MISSING = "SignatureMissing";

    @Explained(
            meaning = "the manifest is signed with a key that `trusted` does not have",
            remedy =
                    "add the public key of whoever made the backup to `trusted`; or, if you know that it is yours, create a"
                            + " Restore with `acceptUnsigned: true`")
    public static final String SIGNATURE_UNKNOWN_KEY = "SignatureUnknownKey";

    @Explained(
            meaning =
                    "the manifest was changed after it was signed, or is that of another place: nothing was restored, and"
                            + " nothing makes a run accept it",
            remedy = "restore another backup, and look into who can write to the bucket")
    public static final String SIGNATURE_INVALID = "SignatureInvalid";

    private SignatureReasons() {}
}
