package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
    private static final String FOLDER = "all/team-a/";

    private final Recording inner = new Recording();
    private final FolderStore store = new FolderStore(inner, FOLDER, "the folder of team-a");

    @ParameterizedTest
    @ValueSource(
            strings = {"all/team-a/x", "all/team-a/orders/x.zst", "all/team-a/orders/", "all/team-a/", "all/team-a/..x"
            })
    void whatIsInTheFolderIsAskedForAsItIs(String key) throws Exception {
        store.list(key);
        store.clear(key, () -> {});
        assertThat(store.find(key)).isEmpty();

        assertThat(inner.asked).containsExactly(key, key, key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "x",
                "all/",
                "all/team-a",
                "all/team-aa/x",
                "all/team-b/x",
                "team-a/x",
                "/all/team-a/x",
                "all//team-a/x",
                "all/team-a//x",
                "all/team-a//",
                "all/team-a/../team-b/x",
                "all/team-a/orders/../../team-b/x",
                "all/team-a/.."
            })
    void whatIsNotIsRefusedBeforeTheStoreHearsOfIt(String key) {
        assertRefused(() -> store.begin(key, "text/plain", Map.of()));
        assertRefused(() -> store.find(key));
        assertRefused(() -> store.putNew(key, new byte[0], "text/plain"));
        assertRefused(() -> store.read(key));
        assertRefused(() -> store.download(key));
        assertRefused(() -> store.list(key));
        assertRefused(() -> store.clear(key, () -> {}));
        assertRefused(() -> store.sweep(key, Instant.EPOCH));

        assertThat(inner.asked).isEmpty();
    }

    @Test
    void aBucketThatIsSharedIsNotMade() {
        assertRefused(store::makeBucket);
        assertThat(inner.asked).isEmpty();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.LOCATION_NOT_ALLOWED))
                .hasMessageContaining("s3://bucket/all/team-a/");
    }

    /** Has nothing, and keeps what it is asked for. */
    private static final class Recording implements ObjectStore {
        private final List<String> asked = new ArrayList<>();

        @Override
        public String url(String key) {
            return "s3://bucket/" + key;
        }

        @Override
        public void makeBucket() {
            asked.add("bucket");
        }

        @Override
        public Upload begin(String key, String mediaType, Map<String, String> metadata) {
            throw new AssertionError("asked for " + key);
        }

        @Override
        public Optional<StoredObject> find(String key) {
            asked.add(key);
            return Optional.empty();
        }

        @Override
        public boolean putNew(String key, byte[] content, String mediaType) {
            asked.add(key);
            return true;
        }

        @Override
        public Optional<byte[]> read(String key) {
            asked.add(key);
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> readIfAny(String key) {
            return read(key);
        }

        @Override
        public Optional<Download> download(String key) {
            asked.add(key);
            return Optional.empty();
        }

        @Override
        public List<ListedObject> list(String prefix) {
            asked.add(prefix);
            return List.of();
        }

        @Override
        public void clear(String key, Runnable claim) {
            asked.add(key);
        }

        @Override
        public List<StoredAttempt> attempts(AttemptKeys keys) {
            asked.add(keys.stem());
            return List.of();
        }

        @Override
        public int sweep(String folder, Instant before) {
            asked.add(folder);
            return 0;
        }

        @Override
        public void close() {
            asked.add("close");
        }
    }
}
