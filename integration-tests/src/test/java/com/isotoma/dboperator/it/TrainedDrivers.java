package com.isotoma.dboperator.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Before the first test, gives the drivers the caches of classes that their images have, since Maven has just made their
 * jars anew: the tests start drivers some hundred times.
 */
public final class TrainedDrivers implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        var root = Workspace.root();
        if (System.getenv("KUBECONFIG") == null) {
            return; // none of the tests here runs then
        }
        try {
            var process = new ProcessBuilder(List.of(
                            root.resolve("build-support/train").toString(),
                            "driver-postgresql",
                            "driver-mysql",
                            "examples/demo-backup"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT);
            process.environment().put("JAVA_HOME", System.getProperty("java.home"));
            int status = process.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("build-support/train ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
