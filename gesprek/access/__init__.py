"""Who may do what: kinds of visitor, rights, keys, codes, passwords, log-ins and limits."""
