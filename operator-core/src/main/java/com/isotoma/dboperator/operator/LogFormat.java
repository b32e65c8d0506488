package com.isotoma.dboperator.operator;

/** How log lines look; the constants are written as on the command line. */
enum LogFormat {
    /** One JSON object in each line, for machines. */
    json,
    /** For people. */
    text
}
