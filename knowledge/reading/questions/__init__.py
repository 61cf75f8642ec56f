"""Lists of questions and answers, in whatever fields they are kept, and documents with the fields of Document."""
