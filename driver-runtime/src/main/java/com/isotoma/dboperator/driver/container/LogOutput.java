package com.isotoma.dboperator.driver.container;

import java.security.CodeSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Whether this program logs at all. The author of a driver decides which libraries stand beside {@code driver-api}; an older
 * SLF4J among them finds no provider, and drops every message.
 */
final class LogOutput {
    private LogOutput() {}

    /** Why every message is dropped, and the remedy; empty when messages are logged. */
    static Optional<String> problem() {
        if (!(LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory)) {
            return Optional.empty();
        }
        var version = LoggerFactory.class.getPackage().getImplementationVersion();
        var why = version != null && version.startsWith("1.")
                ? "SLF4J " + version + ", " + place() + ", comes before the one that driver-api needs. Import"
                        + " com.isotoma.dboperator:driver-bom in the dependencyManagement of the driver's pom, or exclude"
                        + " slf4j-api from the dependency that brings the older one"
                : "no SLF4J provider is on the class path. Keep the dependency slf4j-simple of driver-api, or add"
                        + " another provider for SLF4J 2";
        return Optional.of("This driver logs nothing: " + why + ".");
    }

    private static String place() {
        return Optional.ofNullable(LoggerFactory.class.getProtectionDomain().getCodeSource())
                .map(CodeSource::getLocation)
                .map(Object::toString)
                .orElse("of unknown origin");
    }
}
