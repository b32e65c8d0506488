package com.isotoma.dboperator.driver.storage;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.List;

/** Private keys, each of which reads what was encrypted for its public one. Shows none of them. */
public final class AgeIdentities {
    static final String PRIVATE = "AGE-SECRET-KEY-1";

    private final String where;
    private final List<RecipientStanzaReader> readers;

    private AgeIdentities(String where, List<RecipientStanzaReader> readers) {
        this.where = where;
        this.readers = readers;
    }

    /**
     * @param where what the text is, for messages: {@code key identities of the Secret backup-keys}
     * @throws DriverException of kind USER that names the line, and never what stands in it
     */
    public static AgeIdentities parse(String text, String where) throws DriverException {
        return new AgeIdentities(where, AgeKeys.parse(text, where, AgeIdentities::reader));
    }

    private static RecipientStanzaReader reader(String key) {
        if (!key.startsWith(PRIVATE)) {
            throw new IllegalArgumentException("no private key of age, which begins with " + PRIVATE + ": correct it");
        }
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("a private key of age that is damaged: copy it again");
        }
    }

    /**
     * What {@code in} has, decrypted. Reading it fails as soon as something is not what was written, and at the end when
     * that comes too early or too late.
     *
     * @throws DriverException of kind USER when none of the keys can read it
     * @throws IOException when it is not what was written
     */
    InputStream decrypting(InputStream in) throws IOException, DriverException {
        try {
            return Channels.newInputStream(
                    new StandardDecryptingChannelFactory().newDecryptingChannel(Channels.newChannel(in), readers));
        } catch (UnsupportedRecipientStanzaException e) {
            throw DriverException.user(
                    Reasons.ENCRYPTION_KEY_INVALID,
                    "None of the private keys in the " + where + " can read this backup: add the one of a recipient"
                            + " that its manifest names");
        } catch (GeneralSecurityException | BufferUnderflowException | IllegalArgumentException e) {
            // The library's own reader of headers stumbles over some that end early.
            throw new DamagedBackupException("its encryption header is not what was written", e);
        }
    }
}
