package com.isotoma.dboperator.driver.storage;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who can read what is encrypted for them, each with a key pair of their own. The format is that of age
 * (age-encryption.org/v1): 64 KiB at a time, each authenticated, the last one marked.
 *
 * @param keys public keys, age1…
 */
public record AgeRecipients(List<String> keys) {
    /** The name of the format, for manifests. */
    public static final String FORMAT = "age";
    /** What names of encrypted objects end with. */
    public static final String EXTENSION = ".age";

    private static final String PUBLIC = "age1";

    /**
     * @param where what the text is, for messages: {@code key recipients of the Secret backup-keys}
     * @throws DriverException of kind USER that names the line, and never what stands in it
     */
    public static AgeRecipients parse(String text, String where) throws DriverException {
        return new AgeRecipients(AgeKeys.parse(text, where, AgeRecipients::checked));
    }

    private static String checked(String key) {
        if (key.regionMatches(true, 0, AgeIdentities.PRIVATE, 0, AgeIdentities.PRIVATE.length())) {
            throw new IllegalArgumentException(
                    "a private key: put the public one there (age-keygen -y), and regard this one as known to others");
        }
        if (!key.startsWith(PUBLIC)) {
            throw new IllegalArgumentException("no public key of age, which begins with age1: correct it");
        }
        try {
            var unused = X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key);
            return key;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "a public key of age that is damaged, or of a kind other than X25519: copy it again");
        }
    }

    /**
     * What is written to the result goes encrypted to {@code out}; closing the result ends it, and closes {@code out}.
     *
     * @throws IOException of {@code out}
     */
    OutputStream encrypting(OutputStream out) throws IOException, DriverException {
        try {
            var writers = new ArrayList<RecipientStanzaWriter>();
            for (var key : keys) {
                writers.add(X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key));
            }
            return Channels.newOutputStream(
                    new StandardEncryptingChannelFactory().newEncryptingChannel(new Sink(out), writers));
        } catch (GeneralSecurityException e) {
            throw DriverException.user(
                    Reasons.ENCRYPTION_KEY_INVALID,
                    "One of the recipients cannot be encrypted for: make a new key pair");
        }
    }

    /** Passes whole buffers on, where the JDK's own copies them in pieces of 8 KiB. */
    private static final class Sink implements WritableByteChannel {
        private final OutputStream out;
        private boolean open = true;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
            bytes.position(bytes.limit());
            return length;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            out.close();
        }
    }
}
