package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.operator.decision.Names;

/** Where a Database's pods have their service account, and the name of that, of its Role and of their binding. */
record Account(String namespace, String name) {
    /** For pods in the Database's own namespace. */
    static Account home(DatabaseKey database) {
        return new Account(database.namespace(), Names.account(database.name()));
    }

    /** For pods in the operator's. */
    static Account central(DatabaseKey database, String operatorNamespace) {
        return new Account(operatorNamespace, Names.centralAccount(database.namespace(), database.name()));
    }
}
