throw new Error(`no story in ${import.meta.filename}`)
