package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.sql.RandomText;

/** Passwords for an account that the driver itself uses for a moment. */
final class Passwords {
    private Passwords() {}

    /** 128 bits of chance, in a form that usual password policies take and that needs no quoting. */
    static String random() {
        return "Tmp_0" + RandomText.hex(16);
    }
}
