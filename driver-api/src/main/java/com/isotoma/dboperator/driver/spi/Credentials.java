package com.isotoma.dboperator.driver.spi;

/** An account on a server. Its text form does not show the password. */
public record Credentials(String username, String password) {
    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
