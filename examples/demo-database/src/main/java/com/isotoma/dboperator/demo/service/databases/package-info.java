/** Named databases of JSON records, each with an owner and a user. They are the leader's and are not replicated. */
@NullMarked
package com.isotoma.dboperator.demo.service.databases;

import org.jspecify.annotations.NullMarked;
